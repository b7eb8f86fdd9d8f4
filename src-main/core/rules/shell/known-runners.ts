import { options } from "./guards.ts";
import type { Program } from "./programs.ts";
import { fd, find, joinedBehind, scriptOf, shell, wrapper, xargs } from "./wrappers.ts";

/** Programs and builtins that change the shell or run what others say, by their names. */
export const runners: readonly (readonly [names: string, program: Program])[] = [
  // Changes the shell itself, or runs text that stands nowhere in the line.
  ["eval", { ask: "eval runs text as a line", runs: joinedBehind({}) }],
  ["source .", { ask: "it runs a file in this shell" }],
  ["trap", { ask: "it runs text as a line later", runs: scriptOf("--") }],
  [
    "set shopt setopt unsetopt emulate enable hash bind complete compgen zmodload autoload zle zstyle zpty sched bindkey compdef functions disable unhash rehash",
    {
      ask: "it changes how the shell reads what follows",
    },
  ],
  ["alias unalias", { ask: "it changes what a name runs" }],
  ["fc history jobs bg fg disown suspend logout", { ask: "it works on more than this line" }],
  ["coproc repeat noglob nocorrect -", { ask: "it is not understood in all shells" }],
  ["function select foreach end", { ask: "it is not understood in all shells" }],
  ["parallel rush", { ask: "it builds lines of its own" }],
  ["cmd powershell pwsh fish csh tcsh nu elvish xonsh rc es ion", { ask: "its lines are not parsed" }],
  ["at batch atq", { ask: "it runs what it gets on its input later" }],
  ["expect dialog whiptail", { ask: "it runs programs of its own" }],

  // Builtins that set variables or calculate: their words are code.
  [
    "export declare typeset local readonly read mapfile readarray unset let getopts integer float print vared",
    {
      isSpelled: true,
    },
  ],

  // Run the command in their own words.
  [
    "env",
    {
      guard: options({ short: "CSu", long: "chdir split-string unset", form: /^\w+=/ }),
      runs: wrapper({
        flags: "i0v",
        valued: "uC",
        long: ["ignore-environment", "null", "debug"],
        longValued: ["unset", "chdir"],
        hasAssignments: true,
      }),
    },
  ],
  ["nice", { runs: wrapper({ flags: "0123456789-", valued: "n", longValued: ["adjustment"] }) }],
  ["ionice", { runs: wrapper({ flags: "t", valued: "cnpPu", long: ["ignore"], longValued: ["class", "classdata"] }) }],
  ["nohup", { runs: wrapper({}) }],
  ["builtin", { runs: wrapper({}) }],
  ["setsid", { runs: wrapper({ flags: "cfw", long: ["ctty", "fork", "wait"] }) }],
  ["stdbuf", { runs: wrapper({ valued: "ioe", longValued: ["input", "output", "error"] }) }],
  [
    "timeout gtimeout",
    {
      runs: wrapper({
        flags: "v",
        valued: "ks",
        long: ["foreground", "preserve-status", "verbose"],
        longValued: ["kill-after", "signal"],
        operands: 1,
      }),
    },
  ],
  [
    "time gtime",
    {
      guard: options({ short: "o", long: "output" }),
      runs: wrapper({
        flags: "pvaq",
        valued: "fo",
        long: ["portability", "verbose", "append", "quiet"],
        longValued: ["format"],
      }),
    },
  ],
  [
    "command",
    {
      runs: (words) => (/^-[pvV]*[vV]/.test(words[1]?.literal ?? "") ? [] : wrapper({ flags: "p" })(words)),
    },
  ],
  ["exec", { runs: wrapper({ flags: "cl", valued: "a" }) }],
  ["busybox toybox", { runs: wrapper({}) }],
  [
    "sudo",
    {
      isSpelled: true,
      runs: wrapper({
        flags: "bEHnPSkAB",
        valued: "ugphCTUDrtR",
        long: ["non-interactive", "stdin", "set-home", "background"],
        longValued: ["user", "group", "prompt", "host", "chdir"],
        hasAssignments: true,
      }),
    },
  ],
  ["doas", { isSpelled: true, runs: wrapper({ flags: "n", valued: "uC" }) }],
  ["xargs gxargs", { runs: xargs }],
  [
    "find gfind",
    {
      guard: options({ form: /^-(?:exec|execdir|ok|okdir|delete|fprint|fprint0|fprintf|fls|files0-from)$/ }),
      runs: find,
    },
  ],
  ["fd fdfind", { guard: options({ short: "xX", long: "exec exec-batch" }), runs: fd }],
  [
    "watch",
    {
      isSpelled: true,
      runs: joinedBehind({ flags: "dtbegcxpw", valued: "n", long: ["differences", "no-title"] }),
    },
  ],
  [
    "sh bash dash zsh ksh mksh ash rbash",
    {
      // A file that it runs, or its input, can hold anything.
      guard: (_word, _index, words) => !shell(words).some((run) => run.type === "script"),
      runs: shell,
    },
  ],
  ["su runuser", { isSpelled: true, runs: scriptOf("-c", "--command") }],
  ["script", { isSpelled: true, runs: scriptOf("-c", "--command") }],
  ["flock", { isSpelled: true, runs: scriptOf("-c", "--command") }],
  [
    "ssh slogin autossh sshpass rsh",
    {
      isSpelled: true,
      runs: joinedBehind({ flags: "46AaCfGgKkMNnqsTtVvXxYy", valued: "BbcDEeFIiJLlmOopQRSWw", operands: 1 }),
    },
  ],
  [
    "npx bunx pnpx",
    {
      guard: options({ short: "cp", long: "call package prefix node-options script-shell" }),
      runs: (words) => [
        ...scriptOf("-c", "--call")(words),
        ...wrapper({
          flags: "yq",
          valued: "pc",
          long: ["yes", "no", "no-install", "quiet"],
          longValued: ["package", "call"],
        })(words),
      ],
    },
  ],
  [
    `chroot unshare nsenter pkexec setpriv capsh sg newgrp setarch linux32 linux64 i386 x86_64 numactl taskset chrt prlimit
  strace ltrace gdb lldb valgrind perf rlwrap unbuffer xvfb-run dbus-run-session fakeroot fakechroot proot bwrap firejail
  torsocks proxychains chpst softlimit start-stop-daemon systemd-run run-parts entr inotifywait nodemon watchexec
  tmux screen osascript open xdg-open start crontab launchctl logsave cgexec schedtool eatmydata direnv mise asdf uvx
  pipx poetry pdm hatch rye conda micromamba nix nix-shell guix devbox distrobox toolbox lxc vagrant caffeinate arch
  dotenv dotenvx doppler op aws-vault concurrently npm-run-all turbo nx lerna wine`,
    { isSpelled: true },
  ],
];
