#!/bin/sh
# Joins this machine to a Muster hub and installs what agents need. Read it; it holds no secret.
# It needs curl, asks for a join code (or takes MUSTER_CODE), and writes only into Muster's own folder and into the
# skill folders of this user.
set -u
umask 077

url='@URL@'
pin='@PIN@'
fingerprint='@FINGERPRINT@'

say() { printf '%s\n' "$1"; }
fail() {
  printf 'muster: %s\n' "$1" >&2
  exit 1
}

sum_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1" | cut -d' ' -f1
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1" | cut -d' ' -f1
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r "$1" | cut -d' ' -f1
  else
    fail "None of sha256sum, shasum and openssl is here: the files can't be checked"
  fi
}

# NAME CHECKSUM: fetches a file into the folder, checks it, and only then lets it stand there.
fetch() {
  case $url in
    https://*) curl -q -fsSk --noproxy '*' --pinnedpubkey "$pin" -o "$bin/.$1.new" "$url/skill/$1" ;;
    *) curl -q -fsS --noproxy '*' -o "$bin/.$1.new" "$url/skill/$1" ;;
  esac || fail "$1 can't be fetched from $url"
  found=$(sum_of "$bin/.$1.new") || exit 1
  if [ "$found" != "$2" ]; then
    rm -f "$bin/.$1.new"
    fail "$1 is not what the hub announced: its checksum is $found instead of $2"
  fi
  mv "$bin/.$1.new" "$bin/$1" || fail "$bin/$1 can't be written"
  say "  $2  $1"
}

# Node that the command line can use, or nothing.
find_node() {
  node=$(command -v node 2>/dev/null) || node=
  # A hub that runs from a checkout may have no command line to give.
  case '@SHA256_MUSTER_CJS@' in @*) node= ;; esac
  [ -n "$node" ] || return
  major=$("$node" -p 'process.versions.node.split(".")[0]' 2>/dev/null)
  case $major in '' | *[!0-9]*) node= ;; *) [ "$major" -ge 20 ] || node= ;; esac
}

# A path as one word of a shell script.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

write_program() {
  {
    printf '#!/bin/sh\n'
    if [ -n "$node" ]; then
      printf 'exec %s %s "$@"\n' "$(quoted "$node")" "$(quoted "$bin/muster.cjs")"
    else
      printf 'exec sh %s "$@"\n' "$(quoted "$bin/muster.sh")"
    fi
  } >"$bin/muster" && chmod 700 "$bin/muster" || fail "$bin/muster can't be written"
}

install_skill() {
  mkdir -p "$1/muster" && cp "$bin/SKILL.md" "$bin/muster.sh" "$1/muster/" || fail "$1/muster can't be written"
  say "  $1/muster"
}

join() {
  if [ -s "$folder/hub.json" ] && [ -z "${MUSTER_CODE:-}" ]; then
    say "This machine has joined already; to join anew, set MUSTER_CODE to a fresh code."
    return
  fi
  # The script itself may come by standard input, so the code is asked for at the terminal.
  if [ -n "${MUSTER_CODE:-}" ]; then
    code=$MUSTER_CODE
  elif [ -r /dev/tty ] && { printf 'Join code, as the hub shows it: ' >/dev/tty; } 2>/dev/null; then
    read -r code </dev/tty
  else
    fail "Set MUSTER_CODE to the join code that the hub shows"
  fi
  unset MUSTER_CODE
  if [ -n "$node" ]; then
    address=$url
    case $url in https://*) address=$url#$fingerprint ;; esac
    printf '%s\n' "$code" | "$node" "$bin/muster.cjs" join "$address" --force
  else
    printf '%s\n' "$code" | MUSTER_CODE_FROM=stdin sh "$bin/muster.sh" join "$url" --pin "$pin"
  fi || exit 1
}

main() {
  command -v curl >/dev/null 2>&1 || fail "curl is needed and is not here"
  folder=${MUSTER_HOME:+$MUSTER_HOME/client}
  folder=${folder:-${XDG_CONFIG_HOME:-$HOME/.config}/muster}
  bin=$folder/bin
  mkdir -p "$bin" || fail "$bin can't be made"
  find_node
  say "From $url, checked:"
  fetch SKILL.md '@SHA256_SKILL_MD@'
  fetch muster.sh '@SHA256_MUSTER_SH@'
  if [ -n "$node" ]; then
    fetch muster.cjs '@SHA256_MUSTER_CJS@'
    fetch muster-hook.cjs '@SHA256_MUSTER_HOOK_CJS@'
  fi
  write_program
  say "Skill for agents:"
  install_skill "$HOME/.agents/skills"
  [ -d "$HOME/.claude" ] && install_skill "$HOME/.claude/skills"
  join
  say ""
  say "Done. The program is $bin/muster; put it on your PATH, e.g.:"
  say "  mkdir -p ~/.local/bin && ln -sf \"$bin/muster\" ~/.local/bin/muster"
  [ -n "$node" ] && say "Connect the agents that are installed here:  \"$bin/muster\" install all"
  say "Try it:  \"$bin/muster\" session 'First session' && \"$bin/muster\" post 'Hello'"
}

# At the end, so that a script that was cut off does nothing.
main
