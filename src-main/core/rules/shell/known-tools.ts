import {
  anyOf,
  awkGuard,
  beforeOperand,
  gitGuard,
  onlyOptions,
  options,
  secondOperand,
  sedGuard,
  tarGuard,
  testGuard,
  withoutOperand,
} from "./guards.ts";
import type { Program } from "./programs.ts";

const interpreter = (words = ""): Program => ({
  guard: anyOf(options({ words: `- ${words}`, form: /^\/(?:dev|proc)\// }), beforeOperand, withoutOperand),
});

/** Programs whose options can do more than their names say, and those that only read. */
export const tools: readonly (readonly [names: string, program: Program])[] = [
  // Interpreters: code in words, in a file, on the input.
  ["python pypy python2 python3", interpreter()],
  ["node nodejs", interpreter()],
  ["deno", interpreter("eval run task repl serve x")],
  ["bun", interpreter("x exec repl")],
  ["tsx ts-node", interpreter()],
  ["perl", interpreter()],
  ["ruby irb", interpreter()],
  ["php", interpreter()],
  [
    "lua luajit rscript r tclsh wish guile scheme racket sbcl clisp ocaml ghci runghc runhaskell scala jshell groovy kotlin julia elixir iex erl escript swift raku",
    { isSpelled: true },
  ],
  [
    "java",
    {
      guard: options({
        short: "jXaD@",
        long: "class-path source module-path add-modules",
        form: /^(?:@|-agent|-cp$|-classpath$)/,
      }),
    },
  ],

  // Editors and pagers start shells; databases have commands for it.
  ["vi vim nvim view ex vimdiff ed red emacs nano pico joe micro helix hx", { isSpelled: true }],
  [
    "sqlite3 psql mysql mariadb mongo mongosh redis-cli ftp sftp telnet lftp gnuplot bc dc octave maxima",
    {
      isSpelled: true,
    },
  ],
  ["mail mailx mutt sendmail", { isSpelled: true }],
  ["less more most pg", { guard: options({ short: "oOkKP", long: "log-file lesskey", form: /^\+/ }) }],
  [
    "man info apropos",
    {
      guard: options({ short: "PHCM", long: "pager html config-file manpath preprocessor" }),
    },
  ],
  ["bat batcat delta", { guard: options({ long: "pager diff-so-fancy lessopen config-file" }) }],

  // Tools that run others, load code, or write a file where one would not think so.
  ["awk gawk mawk nawk original-awk", { guard: awkGuard }],
  ["sed gsed", { guard: sedGuard }],
  ["git", { guard: gitGuard }],
  [
    "tar gtar bsdtar",
    {
      guard: anyOf(
        tarGuard,
        options({
          short: "IFP",
          long: "use-compress-program to-command checkpoint-action rsh-command rmt-command info-script new-volume-script remove-files absolute-names unlink-first recursive-unlink options",
        }),
      ),
    },
  ],
  ["sort gsort", { guard: options({ short: "oT", long: "output compress-program temporary-directory" }) }],
  ["uniq", { guard: secondOperand }],
  ["xxd", { guard: anyOf(options({ short: "r" }), secondOperand) }],
  [
    "shuf tree iconv xmllint openssl gpg strings",
    {
      guard: options({ short: "o", long: "output shell exec engine" }),
    },
  ],
  ["split", { guard: options({ long: "filter" }) }],
  ["sdiff diff3", { guard: options({ short: "o", long: "output diff-program" }) }],
  ["yq dasel", { guard: options({ short: "i", long: "inplace in-place" }) }],
  ["rg ripgrep", { guard: options({ short: "z", long: "pre pre-glob hostname-bin search-zip" }) }],
  ["ag ack", { guard: options({ long: "pager output ackrc" }) }],
  ["fzf sk", { isSpelled: true }],
  ["zip", { guard: options({ short: "TmO", long: "unzip-command test move out" }) }],
  [
    "rsync",
    {
      guard: options({
        short: "eM",
        long: "rsh rsync-path remote-option daemon config delete remove-source-files",
      }),
    },
  ],
  ["scp", { guard: options({ short: "SoFDJ" }) }],
  [
    "curl",
    {
      guard: options({
        short: "oOKcDTJ",
        long: "output remote-name config cookie-jar dump-header upload-file trace stderr libcurl hsts alt-svc etag-save proto-default engine",
      }),
    },
  ],
  [
    "wget",
    {
      guard: options({
        short: "OPaoei",
        long: "output append-output execute config use-askpass directory-prefix input-file post-file body-file",
      }),
    },
  ],
  ["nc ncat netcat socat", { isSpelled: true }],
  [
    "make gmake bmake ninja just task rake",
    {
      guard: options({
        short: "fCEI",
        long: "file makefile directory eval include-dir justfile shell working-directory rakefile taskfile",
        form: /=/,
      }),
    },
  ],
  [
    "npm",
    {
      guard: options({
        short: "Cc",
        long: "prefix script-shell node-options userconfig globalconfig call shell editor git",
        words: "exec x explore edit config set init create innit",
      }),
    },
  ],
  [
    "pnpm yarn",
    {
      guard: options({
        short: "C",
        long: "dir cwd prefix script-shell shell node-options use-yarnrc shell-emulator",
        words: "exec dlx create config set node init",
      }),
    },
  ],
  [
    "cargo rustc rustup",
    {
      guard: options({ short: "ZC", long: "config manifest-path codegen", words: "run", form: /^\+/ }),
    },
  ],
  [
    "go",
    {
      guard: options({
        words: "run generate tool env",
        form: /^--?(?:exec|toolexec|overlay|vettool|ldflags|gcflags|asmflags|modfile|coverprofile|cpuprofile|memprofile|blockprofile|mutexprofile|trace|outputdir|o|C)\b/,
      }),
    },
  ],
  [
    "pytest py.test",
    {
      guard: options({
        short: "pco",
        long: "rootdir confcutdir override-ini pdbcls config-file pyargs basetemp",
      }),
    },
  ],
  [
    "eslint",
    {
      guard: options({
        short: "cof",
        long: "config rulesdir resolve-plugins-relative-to plugin parser format output-file",
      }),
    },
  ],
  [
    "vitest jest mocha ava tap playwright cypress",
    {
      guard: onlyOptions(
        /^(?:-[tuvwbih]|--(?:run|watch|watch=false|no-[\w-]+|coverage|silent|verbose|bail|bail=\d+|ci|runInBand|grep|update|updateSnapshot|testNamePattern|testPathPattern|passWithNoTests|onlyChanged|changed|reporter=(?:dot|verbose|default|basic|tap|json|list|line)|shard=[\d/]+|retry=\d+|maxWorkers=\d+|workers=\d+|headed|project))$/,
      ),
    },
  ],
  [
    "prettier biome oxlint tsc ruff mypy black flake8",
    {
      guard: options({ short: "c", long: "config plugin project outdir outfile build install-types" }),
    },
  ],
  [
    "docker podman nerdctl kubectl oc helm",
    {
      guard: options({
        short: "vH",
        long: "volume mount privileged host context kubeconfig post-renderer config plugin",
        words: "run exec cp compose build buildx plugin debug attach",
      }),
    },
  ],
  [
    "pip pip3 uv",
    {
      guard: options({
        short: "ertif",
        long: "editable index-url extra-index-url target requirement config-settings trusted-host find-links",
        words: "run tool config",
      }),
    },
  ],
  [
    "gh glab",
    {
      guard: options({
        words: "alias extension ext codespace config api auth ssh-key gpg-key secret variable",
      }),
    },
  ],
  ["date", { guard: options({ short: "sf", long: "set" }) }],
  ["file", { guard: options({ short: "CmM", long: "compile magic-file" }) }],
  ["jq", { guard: options({ short: "fL", long: "from-file library-path" }) }],
  ["printf", { guard: anyOf(options({ form: /^-v/ }), testGuard) }],
  // zsh calculates the numbers that they take.
  ["test [ exit return break continue shift umask ulimit wait", { guard: testGuard }],
  ["tput stty reset clear", { guard: options({ words: "init reset" }) }],

  // Only read and print, whatever they are given.
  [
    `echo ls cat head tail wc pwd true false : basename dirname stat realpath readlink cut tr nl tac rev fold fmt expand
  grep egrep fgrep diff cmp comm sleep seq whoami id uname which type du df md5sum sha1sum sha256sum sha512sum
  cksum uptime printenv tty nproc cal`,
    { isHarmless: true },
  ],
];
