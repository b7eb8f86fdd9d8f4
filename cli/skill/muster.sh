#!/bin/sh
# Muster for machines without Node: POSIX sh and curl, nothing else.
# Run `sh muster.sh help` for what it does. The key is never an argument, never in the environment, never printed.
LC_ALL=C
export LC_ALL
unset CDPATH
set -u
umask 077

# --- words and ends ---------------------------------------------------------------------------------------------------

usage() {
  cat <<'END'
Usage: sh muster.sh COMMAND

  join URL [--pin PIN] [--code CODE]   join this machine to a hub; asks for the code when it is not given
  session TITLE…                       open a session, or find it by its title; prints its id
      [--agent NAME] [--kind KIND] [--folder DIR] [--external-id ID]
  post [ID] TEXT…                      send a message; prints its id. TEXT - reads standard input
      [--level info|success|warning|urgent] [--state STATE] [--progress N/M]
  ask [ID] TEXT… --option A --option B [--free] [--timeout SECONDS]
                                       ask a person, wait, print the answer
  watch [ID] [--timeout SECONDS] [--follow]
                                       wait for the next reply, print it, acknowledge it
  close [ID] [--note TEXT]             hide the session from the list
  status                               which hub, and what waits to be sent

Without ID: MUSTER_SESSION, else the session last opened in this folder.
Exit codes: 0 done, or kept to be sent later; 1 unexpected; 2 hub not reachable; 3 key refused; 4 too many requests;
5 not found or invalid; 6 no answer in time; 10 the stop word came: do the rest of its text, then stop.
END
}

say() { printf 'muster: %s\n' "$1" >&2; }
fail() {
  say "$2"
  exit "$1"
}

newline='
'
tab='	'
cr=$(printf '\r')

# --- JSON -------------------------------------------------------------------------------------------------------------

# Sets `quoted` to the text as a JSON string.
quote() {
  case $1 in
    *[\\\"[:cntrl:]]*) ;;
    *)
      quoted="\"$1\""
      return
      ;;
  esac
  if [ "${#1}" -gt 2000 ]; then
    quote_long "$1"
    return
  fi
  quoted='"'
  rest_=$1
  while :; do
    before_=${rest_%%[\\\"[:cntrl:]]*}
    quoted=$quoted$before_
    [ "$before_" = "$rest_" ] && break
    rest_=${rest_#"$before_"}
    after_=${rest_#?}
    char_=${rest_%"$after_"}
    case $char_ in
      \\) quoted="$quoted\\\\" ;;
      \") quoted="$quoted\\\"" ;;
      "$newline") quoted="$quoted\\n" ;;
      "$tab") quoted="$quoted\\t" ;;
      "$cr") quoted="$quoted\\r" ;;
      *) quoted=$quoted$(printf '\\u%04x' "'$char_") ;;
    esac
    rest_=$after_
  done
  quoted="$quoted\""
}

# The same for long texts, where one look at each line is cheaper than one at each character.
quote_long() {
  script_='s/\\/\\\\/g
s/"/\\"/g
s/'$tab'/\\t/g
s/'$cr'/\\r/g'
  for code_ in 001 002 003 004 005 006 007 010 013 014 016 017 020 021 022 023 024 025 026 027 030 031 032 033 034 035 \
    036 037; do
    script_="$script_
s/$(printf "\\$code_")/$(printf '\\\\u%04x' "0$code_")/g"
  done
  # The x keeps newlines at the end from being dropped.
  quoted=$(printf '%sx' "$1" | sed -e "$script_" | sed -e ':a' -e '$!{' -e N -e 'ba' -e '}' -e 's/\n/\\n/g')
  quoted="\"${quoted%x}\""
}

# Sets `value` to the string after "KEY": in an answer, decoded; false when it is not there. In JSON a quote inside of a
# string is always escaped, so the pattern can't be found in somebody's text. What follows the string is left in `json_rest`.
string_of() {
  value=
  case $2 in
    *"\"$1\":\""*) ;;
    *) return 1 ;;
  esac
  json_rest=${2#*"\"$1\":\""}
  while :; do
    before_=${json_rest%%[\\\"]*}
    value=$value$before_
    json_rest=${json_rest#"$before_"}
    case $json_rest in
      \\u*)
        code_=${json_rest#??}
        json_rest=${code_#????}
        code_=${code_%"$json_rest"}
        # The hub writes only control characters and broken halves so: neither is for a terminal.
        [ "$code_" = 000a ] && value=$value$newline
        ;;
      \\*)
        after_=${json_rest#??}
        char_=${json_rest%"$after_"}
        json_rest=$after_
        case ${char_#?} in
          n) value=$value$newline ;;
          t) value=$value$tab ;;
          r | b | f) ;;
          *) value=$value${char_#?} ;;
        esac
        ;;
      *) break ;;
    esac
  done
  json_rest=${json_rest#?}
}

# --- this machine -----------------------------------------------------------------------------------------------------

find_folder() {
  if [ -n "${MUSTER_HOME:-}" ]; then
    folder=$MUSTER_HOME/client
  else
    folder=${XDG_CONFIG_HOME:-$HOME/.config}/muster
  fi
  outbox=$folder/outbox-sh
}

# Reads `hub.json`, which the hub, `muster join` and `join` below write one name to a line.
read_hub() {
  url=${MUSTER_URL:-}
  key=${MUSTER_KEY:-}
  pin=${MUSTER_PIN:-}
  unset MUSTER_KEY
  if [ -z "$url" ] || [ -z "$key" ]; then
    [ -r "$folder/hub.json" ] || fail 3 "This machine has not joined a hub yet: sh muster.sh join URL"
    while IFS= read -r line_ || [ -n "$line_" ]; do
      case $line_ in
        '  "url":'*) string_of url "\"url\":\"${line_#*: \"}" && url=${url:-$value} ;;
        '  "key":'*) string_of key "\"key\":\"${line_#*: \"}" && key=${key:-$value} ;;
        '  "publicKeyPin":'*) string_of pin "\"pin\":\"${line_#*: \"}" && pin=${pin:-$value} ;;
      esac
    done <"$folder/hub.json"
  fi
  [ -n "$url" ] && [ -n "$key" ] || fail 3 "hub.json in $folder can't be read: join again with sh muster.sh join URL"
  case $key in
    *[!A-Za-z0-9._~+/=-]*) fail 5 "The key has characters that no key has" ;;
  esac
  case $url in
    https://*) [ -n "$pin" ] || fail 2 "The pin of the hub's certificate is not known: join again with --pin, as the hub shows it" ;;
    http://*) ;;
    *) url=https://$url ;;
  esac
  url=${url%%'#'*}
  url=${url%/}
  check_address
}

# Both go into curl's own words, so they may hold nothing that ends a line or a string there.
check_address() {
  case $url in *[\"\\[:space:]]*) fail 5 "“$url” is not a hub's address" ;; esac
  case $pin in *[!A-Za-z0-9/+=]*) fail 5 "The pin is not one: it looks like sha256//47DEQpj8HBSa…" ;; esac
}

# Sets `unique` to something that no other call has.
make_unique() {
  unique=
  if [ -r /proc/sys/kernel/random/uuid ]; then
    read -r unique </proc/sys/kernel/random/uuid
  fi
  [ -n "$unique" ] || unique=$(od -An -N16 -tx1 /dev/urandom 2>/dev/null | tr -d ' \n')
  [ -n "$unique" ] || unique=$(date +%s)-$$
}

# --- calls ------------------------------------------------------------------------------------------------------------

# METHOD PATH BODY SECONDS [IDEMPOTENCY KEY]: sets `status` (000 when there was no answer) and `answer`.
call() {
  more_=
  [ "$1" = POST ] && more_="header = \"content-type: application/json\"
header = \"expect:\"
data-binary = \"@-\""
  [ -n "${5:-}" ] && more_="$more_
header = \"idempotency-key: $5\""
  case $url in https://*) more_="$more_
insecure
pinnedpubkey = \"$pin\"" ;; esac
  # Everything about the call comes by file descriptors, so that no list of processes shows the key or the text.
  answer=$(curl -q --config /dev/fd/3 3<<END <<BODY
url = "$url$2"
request = "$1"
silent
globoff
noproxy = "*"
connect-timeout = 5
max-time = $4
header = "authorization: Bearer $key"
$more_
write-out = "\n%{http_code}"
END
$3
BODY
  )
  curl_exit=$?
  status=${answer##*"$newline"}
  answer=${answer%"$newline"*}
  [ "$curl_exit" = 0 ] || status=000
}

# Ends with the exit code and the words for what the last call came to.
explain() {
  case $status in
    000)
      [ "$curl_exit" = 90 ] && fail 2 "The hub at $url shows another certificate than the pinned one. Nothing was sent. If the hub was set up anew, join again."
      [ "$curl_exit" = 127 ] && fail 1 "curl is needed and is not there"
      fail 2 "The hub at $url can't be reached (curl says $curl_exit)"
      ;;
  esac
  string_of detail "$answer" || value="The hub answered with status $status"
  detail_=$value
  string_of code "$answer" || value=
  case $status in
    401) fail 3 "This machine's key is not valid any more: join again" ;;
    403) [ "$value" = tls-required ] && fail 2 "$detail_" || fail 3 "$detail_" ;;
    429) fail 4 "$detail_" ;;
    4??) fail 5 "$detail_" ;;
    502 | 503 | 504) fail 2 "$detail_" ;;
    *) fail 1 "$detail_" ;;
  esac
}

# Whether the same call may well succeed later.
may_wait() {
  case $status in
    000) [ "$curl_exit" != 90 ] && [ "$curl_exit" != 127 ] ;;
    429 | 502 | 503 | 504) ;;
    *) return 1 ;;
  esac
}

# --- what could not be sent yet ---------------------------------------------------------------------------------------

has_waiting() {
  for file_ in "$outbox"/*.call; do
    [ -e "$file_" ] && return 0
  done
  return 1
}

most_waiting=10000

# PATH BODY KEY: keeps a POST behind all that waits.
keep() {
  mkdir -p "$outbox" || fail 2 "The hub can't be reached, and $outbox can't be made: nothing was kept"
  set -- "$1" "$2" "$3" "$outbox"/*.call
  [ "$#" -lt "$((most_waiting + 3))" ] || fail 2 "The hub can't be reached and the outbox is full ($most_waiting): this was not kept"
  shift $(($# - 1)) && last_=$1
  set -- "$keep_path" "$keep_body" "$keep_key"
  last_=${last_##*/}
  last_=${last_%%-*}
  now_=$(date +%s)0000
  case $last_ in
    *[!0-9]* | '') ;;
    # Behind the last one even when the clock was set back.
    *) [ "$now_" -gt "$last_" ] || now_=$((last_ + 1)) ;;
  esac
  if ! { printf '%s\n%s\n%s\n' "$1" "$3" "$2" >"$outbox/.$3.new" && mv "$outbox/.$3.new" "$outbox/$now_-$3.call"; }; then
    rm -f "$outbox/.$3.new"
    fail 2 "The hub can't be reached and the disk takes nothing: this was not kept"
  fi
  say "The hub can't be reached; kept, and sent later in order"
}

lock() {
  mkdir "$outbox/.lock" 2>/dev/null || {
    owner_=
    [ -r "$outbox/.lock/pid" ] && read -r owner_ <"$outbox/.lock/pid"
    # A lock without a living owner is left over from a process that was killed.
    if [ -n "$owner_" ] && kill -0 "$owner_" 2>/dev/null; then return 1; fi
    [ -n "$owner_" ] || sleep 1
    mv "$outbox/.lock" "$outbox/.lock-$$" 2>/dev/null || return 1
    rm -rf "$outbox/.lock-$$"
    mkdir "$outbox/.lock" 2>/dev/null || return 1
  }
  echo $$ >"$outbox/.lock/pid"
}

# Sends what waits, in order, until all is sent or the hub can't be reached; `answer` is the last one's.
flush() {
  lock || {
    say "Another process is sending what waits"
    return 1
  }
  flushed=0
  for file_ in "$outbox"/*.call; do
    [ -e "$file_" ] || continue
    { IFS= read -r path_ && IFS= read -r id_ && IFS= read -r body_; } <"$file_" || {
      mv "$file_" "$file_.broken"
      continue
    }
    call POST "$path_" "$body_" 30 "$id_"
    if may_wait || [ "$status" = 401 ] || [ "$curl_exit" = 90 ]; then
      flushed=1
      break
    fi
    case $status in
      2??) rm -f "$file_" ;;
      *)
        string_of detail "$answer" || value="status $status"
        say "The hub refused what was kept: $value (now $file_.refused)"
        mv "$file_" "$file_.refused"
        ;;
    esac
  done
  rm -rf "$outbox/.lock"
  return "$flushed"
}

# PATH BODY: posts, or keeps it behind what waits. Sets `answer`, and `is_kept`.
deliver() {
  make_unique
  is_kept=
  keep_path=$1 keep_body=$2 keep_key=$unique
  if has_waiting; then
    keep "$1" "$2" "$unique" 2>/dev/null
    flush || {
      is_kept=1
      say "Kept behind what waits, and sent later in order"
    }
    return 0
  fi
  call POST "$1" "$2" 30 "$unique"
  case $status in 2??) return 0 ;; esac
  if may_wait; then
    keep "$1" "$2" "$unique"
    is_kept=1
    return 0
  fi
  explain
}

# --- sessions ---------------------------------------------------------------------------------------------------------

is_id() {
  case $1 in
    ????????-????-????-????-????????????)
      case $1 in *[!0-9a-f-]*) return 1 ;; esac
      ;;
    *) return 1 ;;
  esac
}

# Sets `session` from the argument, MUSTER_SESSION, or what was last opened in this folder or one above it.
find_session() {
  session=${1:-${MUSTER_SESSION:-}}
  if [ -n "$session" ]; then
    is_id "$session" || fail 5 "“$session” is not the id of a session"
    return
  fi
  here_=$(pwd -P)
  while :; do
    if [ -r "$folder/sessions.tsv" ]; then
      while IFS=$tab read -r id_ where_; do
        [ "$where_" = "$here_" ] && session=$id_
      done <"$folder/sessions.tsv"
    fi
    if [ -z "$session" ] && [ -r "$folder/sessions.json" ]; then
      quote "$here_"
      is_next=
      while IFS= read -r line_; do
        case $line_ in
          *"$quoted: {"*) is_next=1 ;;
          *'"id": "'*) [ -n "$is_next" ] && string_of id "\"id\":\"${line_#*: \"}" && session=$value && is_next= ;;
        esac
      done <"$folder/sessions.json"
    fi
    [ -n "$session" ] && return
    [ "$here_" = / ] && break
    here_=${here_%/*}
    here_=${here_:-/}
  done
  fail 5 "Which session? Open one with: sh muster.sh session TITLE"
}

remember_session() {
  here_=$(pwd -P)
  {
    if [ -r "$folder/sessions.tsv" ]; then
      while IFS=$tab read -r id_ where_; do
        [ "$where_" = "$here_" ] || printf '%s\t%s\n' "$id_" "$where_"
      done <"$folder/sessions.tsv"
    fi
    printf '%s\t%s\n' "$1" "$here_"
  } >"$folder/.sessions.$$" && mv "$folder/.sessions.$$" "$folder/sessions.tsv"
}

branch_of() {
  branch=
  here_=$1
  while :; do
    if [ -r "$here_/.git/HEAD" ]; then
      read -r branch <"$here_/.git/HEAD" || :
      case $branch in
        'ref: refs/heads/'*) branch=${branch#ref: refs/heads/} ;;
        *) branch= ;;
      esac
      return
    fi
    [ "$here_" = / ] || [ -z "$here_" ] && return
    here_=${here_%/*}
  done
}

# --- commands ---------------------------------------------------------------------------------------------------------

needs_value() { [ "$1" -ge 2 ] || fail 5 "$2 needs a value"; }

add_word() { words=${words:+$words }$1; }

read_stdin() { words=$(cat; printf x) && words=${words%x} && words=${words%"$newline"}; }

command_join() {
  url= pin= code=${MUSTER_CODE:-} name=
  while [ $# -gt 0 ]; do
    case $1 in
      --pin) needs_value $# "$1" && pin=$2 && shift ;;
      --code) needs_value $# "$1" && code=$2 && shift ;;
      --name) needs_value $# "$1" && name=$2 && shift ;;
      -*) fail 5 "join has no option $1" ;;
      *) url=$1 ;;
    esac
    shift
  done
  [ -n "$url" ] || fail 5 "Which hub? sh muster.sh join URL, as the hub shows it"
  case $url in http://* | https://*) ;; *) url=https://$url ;; esac
  url=${url%%'#'*}
  url=${url%/}
  case $url in
    https://*) case $pin in sha256//?*) ;; *) fail 5 "Give the pin that the hub shows beside the code: --pin sha256//…" ;; esac ;;
  esac
  check_address
  if [ -z "$code" ]; then
    if [ "${MUSTER_CODE_FROM:-}" != stdin ] && [ -t 2 ] && [ -r /dev/tty ]; then
      printf 'Join code: ' >&2
      read -r code </dev/tty
    else
      read -r code
    fi
  fi
  [ -n "$name" ] || name=$(uname -n)
  key=none
  quote "$code" && code_=$quoted
  quote "$name" && name_=$quoted
  quote "$(uname -sr)"
  call POST /v1/join "{\"code\":$code_,\"machine\":{\"name\":$name_,\"os\":$quoted}}" 30
  case $status in
    201) ;;
    404 | 410 | 400) fail 5 "The code is not valid, or its time is over: take a fresh one from the hub" ;;
    *) explain ;;
  esac
  string_of key "$answer" || fail 1 "The hub's answer holds no key"
  key=$value
  string_of fingerprint "$answer" || value=
  fingerprint=$value
  machine_=${answer#*'"machine":'}
  string_of id "$machine_" && quote "$value" && id_=$quoted
  string_of name "$machine_" && quote "$value" && name_=$quoted
  mkdir -p "$folder" || fail 1 "$folder can't be made"
  {
    printf '{\n  "version": 1,\n  "url": "%s",\n  "key": "%s"' "$url" "$key"
    [ -n "$fingerprint" ] && printf ',\n  "fingerprint": "%s"' "$fingerprint"
    [ -n "$pin" ] && printf ',\n  "publicKeyPin": "%s"' "$pin"
    printf ',\n  "machine": {\n    "id": %s,\n    "name": %s\n  }\n}\n' "$id_" "$name_"
  } >"$folder/.hub.$$" && mv "$folder/.hub.$$" "$folder/hub.json" || fail 1 "$folder/hub.json can't be written"
  printf 'This machine has joined the hub at %s\n' "$url"
}

command_session() {
  words= agent= kind= external= where=$(pwd -P)
  while [ $# -gt 0 ]; do
    case $1 in
      --agent) needs_value $# "$1" && agent=$2 && shift ;;
      --kind) needs_value $# "$1" && kind=$2 && shift ;;
      --folder) needs_value $# "$1" && where=$2 && shift ;;
      --external-id) needs_value $# "$1" && external=$2 && shift ;;
      --) shift && for word_; do add_word "$word_"; done && break ;;
      -*) fail 5 "session has no option $1" ;;
      *) add_word "$1" ;;
    esac
    shift
  done
  [ -n "$words" ] || fail 5 "Give the session a title: sh muster.sh session TITLE"
  read_hub
  quote "$words" && body="{\"title\":$quoted"
  quote "$where" && body="$body,\"folder\":$quoted"
  branch_of "$where"
  [ -n "$branch" ] && quote "$branch" && body="$body,\"branch\":$quoted"
  [ -n "$external" ] && quote "$external" && body="$body,\"externalId\":$quoted"
  agent_=
  [ -n "$agent" ] && quote "$agent" && agent_="\"name\":$quoted"
  [ -n "$kind" ] && quote "$kind" && agent_="${agent_:+$agent_,}\"kind\":$quoted"
  [ -n "$agent_" ] && body="$body,\"agent\":{$agent_}"
  make_unique
  call POST /v1/sessions "$body}" 30 "$unique"
  case $status in 200 | 201) ;; *) explain ;; esac
  string_of id "${answer#*'"session":'}" || fail 1 "The hub's answer holds no id"
  mkdir -p "$folder" && remember_session "$value"
  printf '%s\n' "$value"
}

# Sets `progress` to a fraction.
read_progress() {
  case $1 in
    */*)
      n_=${1%%/*} m_=${1#*/}
      case $n_$m_ in *[!0-9]* | '') fail 5 "--progress is N/M, such as 3/7" ;; esac
      [ "${m_:-0}" -gt 0 ] && [ "$n_" -le "$m_" ] || fail 5 "--progress is N/M, such as 3/7"
      progress=$((n_ * 10000 / m_))
      [ "$progress" = 10000 ] && progress=1 || progress=0.$(printf '%04d' "$progress")
      ;;
    0 | 1 | 0.*[0-9]) progress=$1 ;;
    *) fail 5 "--progress is N/M, such as 3/7" ;;
  esac
}

command_post() {
  words= id= more=
  while [ $# -gt 0 ]; do
    case $1 in
      --level) needs_value $# "$1" && quote "$2" && more="$more,\"level\":$quoted" && shift ;;
      --state) needs_value $# "$1" && quote "$2" && more="$more,\"state\":$quoted" && shift ;;
      --progress) needs_value $# "$1" && read_progress "$2" && more="$more,\"progress\":$progress" && shift ;;
      --) shift && for word_; do add_word "$word_"; done && break ;;
      -) read_stdin ;;
      --*) fail 5 "post has no option $1" ;;
      *) if [ -z "$words$id" ] && is_id "$1"; then id=$1; else add_word "$1"; fi ;;
    esac
    shift
  done
  case $words in *[![:space:]]*) ;; *) fail 5 "There is nothing to post: give a text, or - for standard input" ;; esac
  read_hub
  find_session "$id"
  quote "$words"
  deliver "/v1/sessions/$session/messages" "{\"text\":$quoted$more}"
  [ -n "$is_kept" ] && return
  string_of id "$answer" && printf '%s\n' "$value"
}

command_close() {
  id= note=
  while [ $# -gt 0 ]; do
    case $1 in
      --note) needs_value $# "$1" && note=$2 && shift ;;
      -*) fail 5 "close has no option $1" ;;
      *) id=$1 ;;
    esac
    shift
  done
  read_hub
  find_session "$id"
  body='{}'
  [ -n "$note" ] && quote "$note" && body="{\"note\":$quoted}"
  deliver "/v1/sessions/$session/close" "$body"
}

# Waits between tries while the hub is away: 1 s, 2 s, 4 s … 30 s.
pause_before_next() {
  sleep "$pause"
  pause=$((pause * 2))
  [ "$pause" -le 30 ] || pause=30
}

# Sets `seconds_left` for the next wait; false when the time is over.
time_left() {
  seconds_left=240
  [ -n "$deadline" ] || return 0
  seconds_left=$((deadline - $(date +%s)))
  [ "$seconds_left" -gt 0 ] || return 1
  [ "$seconds_left" -le 240 ] || seconds_left=240
}

begin_waiting() {
  pause=1 deadline=
  [ -z "$1" ] && return
  case $1 in *[!0-9]*) fail 5 "--timeout is a number of seconds" ;; esac
  deadline=$(($(date +%s) + $1))
}

# Sets `said` to all that a reply says, from what follows its number: what it quotes, what a slash word asks for, its text and
# the names of its files, which only the command line for Node can fetch. A line that begins like ours is no mark.
read_said() {
  said=
  string_of text "$1" && text_=$value
  before_=${1%%'"createdAt":'*}
  case $before_ in
    *'"quote":{'*)
      string_of text "${before_##*'"quote":{'}" && said="about:
$(printf '%s\n' "$value" | sed 's/^/> /')
"
      ;;
  esac
  case ${before_%%'"from":{'*} in
    *'"command":"status"'*) said="${said}Please post a short status now: what is done, what comes next, what is in the way.$newline" ;;
    *'"command":"interrupt"'*) said="${said}Interrupt: leave what you are doing now, and read this first.$newline" ;;
  esac
  [ -z "$text_" ] || said=$said$text_$newline
  files_=${before_#*'"attachments":['}
  files_=${files_%%'],"quote":'*}
  while string_of name "$files_"; do
    said="${said}Attached file: $value (it can't be fetched from here)$newline"
    files_=$json_rest
  done
  said=${said%"$newline"}
  case $said in
    *'['*[Mm]*) said=$(printf '%s\n' "$said" | sed 's/\[\([[:space:]]*[Mm][Uu][Ss][Tt][Ee][Rr]\)/(\1/g') ;;
  esac
}

# Prints the replies of an answer and acknowledges them.
print_replies() {
  ids=
  rest=${answer#*'"items":['}
  while :; do
    case $rest in *'","seq":'*) ;; *) break ;; esac
    string_of id "$rest" || break
    id_=$value
    ids="${ids:+$ids,}\"$id_\""
    rest=${rest#*'","seq":'}
    read_said "$rest"
    string_of name "${rest#*'"from":'}" && name_=$value
    string_of role "${rest#*'"from":'}" && role_=$value
    if [ -n "$said" ]; then
      if [ -n "$follow" ]; then
        quote "$id_" && line_="{\"id\":$quoted"
        quote "$said" && line_="$line_,\"text\":$quoted"
        quote "$name_" && printf '%s,"from":%s}\n' "$line_" "$quoted"
      else
        printf '[Muster · %s (%s)] %s\n' "$name_" "$role_" "$said"
      fi
    fi
    rest=${rest#*'"createdAt":'}
  done
  is_stop=
  case $answer in *'"stop":true}') is_stop=1 ;; esac
  make_unique
  keep_path="/v1/sessions/$session/replies/ack" keep_body="{\"ids\":[$ids]}" keep_key=$unique
  call POST "$keep_path" "$keep_body" 30 "$unique"
  case $status in
    2??) ;;
    *) may_wait && keep "$keep_path" "$keep_body" "$unique" ;;
  esac
  [ -n "$is_stop" ] || return 0
  say "The stop word came: do what it says, then stop"
  exit 10
}

command_watch() {
  id= timeout= follow=
  while [ $# -gt 0 ]; do
    case $1 in
      --timeout) needs_value $# "$1" && timeout=$2 && shift ;;
      --follow) follow=1 ;;
      -*) fail 5 "watch has no option $1" ;;
      *) id=$1 ;;
    esac
    shift
  done
  read_hub
  find_session "$id"
  begin_waiting "$timeout"
  while time_left; do
    call GET "/v1/sessions/$session/replies?wait=$seconds_left&carrier=watch" '' $((seconds_left + 15))
    case $status in
      200)
        pause=1
        case $answer in *'"items":[]'*) continue ;; esac
        print_replies
        [ -n "$follow" ] || return 0
        ;;
      *)
        may_wait || explain
        pause_before_next
        ;;
    esac
  done
  exit 6
}

command_ask() {
  words= id= options= free= timeout=
  while [ $# -gt 0 ]; do
    case $1 in
      --option) needs_value $# "$1" && quote "$2" && options="${options:+$options,}{\"label\":$quoted}" && shift ;;
      --free) free=',"free":true' ;;
      --timeout) needs_value $# "$1" && timeout=$2 && shift ;;
      --) shift && for word_; do add_word "$word_"; done && break ;;
      -) read_stdin ;;
      --*) fail 5 "ask has no option $1" ;;
      *) if [ -z "$words$id" ] && is_id "$1"; then id=$1; else add_word "$1"; fi ;;
    esac
    shift
  done
  [ -n "$words" ] || fail 5 "Ask what? sh muster.sh ask TEXT --option A --option B"
  read_hub
  find_session "$id"
  begin_waiting "$timeout"
  quote "$words"
  body="{\"text\":$quoted$free"
  [ -n "$options" ] && body="$body,\"options\":[$options]"
  [ -n "$timeout" ] && body="$body,\"timeoutSeconds\":$timeout"
  make_unique
  while :; do
    call POST "/v1/sessions/$session/questions" "$body}" 30 "$unique"
    case $status in 201) break ;; esac
    may_wait || explain
    time_left || exit 6
    pause_before_next
  done
  string_of id "${answer#*'"question":'}" || fail 1 "The hub's answer holds no question"
  question=$value
  trap 'call DELETE "/v1/questions/$question" "" 5; exit 130' INT
  trap 'call DELETE "/v1/questions/$question" "" 5; exit 143' TERM
  while time_left; do
    call GET "/v1/questions/$question?wait=$seconds_left" '' $((seconds_left + 15))
    case $status in
      200)
        pause=1
        case $answer in *'"state":"open"'*) continue ;; esac
        print_answer
        return
        ;;
      *)
        may_wait || explain
        pause_before_next
        ;;
    esac
  done
  exit 6
}

# Prints what was answered: the option's words, or the free text.
print_answer() {
  case $answer in
    *'"state":"answered"'*) ;;
    *'"state":"expired"'*) exit 6 ;;
    *) fail 5 "The question was withdrawn" ;;
  esac
  given_=${answer#*'"answer":{'}
  text_= option_=
  case $given_ in '"optionId":"'*) string_of optionId "$given_" && option_=$value ;; esac
  case ${given_%%'"by":'*} in *'"text":"'*) string_of text "$given_" && text_=$value ;; esac
  if [ -n "$option_" ]; then
    quote "$option_"
    string_of label "${answer#*"\"id\":$quoted,"}" && printf '%s\n' "$value"
  fi
  [ -n "$text_" ] && printf '%s\n' "$text_"
  return 0
}

command_status() {
  read_hub
  call GET /v1/me '' 15
  case $status in 200) ;; *) explain ;; esac
  string_of name "${answer#*'"machine":'}" && printf 'machine  %s\n' "$value"
  printf 'hub      %s\n' "$url"
  set -- "$outbox"/*.call
  [ -e "$1" ] && printf 'waiting  %s to be sent\n' "$#"
  return 0
}

find_folder
[ $# -gt 0 ] || set -- help
verb=$1
shift
case ${1:-} in --help | -h)
  usage
  exit 0
  ;;
esac
case $verb in
  join) command_join "$@" ;;
  session) command_session "$@" ;;
  post) command_post "$@" ;;
  ask) command_ask "$@" ;;
  watch) command_watch "$@" ;;
  close) command_close "$@" ;;
  status) command_status ;;
  help | --help | -h) usage ;;
  *) fail 5 "There is no “$verb”; sh muster.sh help says what there is" ;;
esac
