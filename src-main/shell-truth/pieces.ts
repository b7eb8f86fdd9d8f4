// What random lines are put together from. Whatever comes of it runs stand-ins at most: no piece begins with a path of this
// computer, and none is a shell's own word that reaches beyond it, such as `kill`.

/** Commands that the rules allow. */
export const allowed: readonly string[] = [
  "ls",
  "ls a",
  "echo hi",
  "echo a b",
  "cat f",
  "head f",
  "wc -l",
  "git status",
  "git status -s",
  "grep a f",
  "find . -name x",
  "npm test",
  "printf x",
  "test -f a",
  "cd a",
  "true",
  "pwd",
];

/** Patterns for them. */
export const allowing: readonly string[] = [
  "ls **",
  "echo **",
  "cat **",
  "head **",
  "wc **",
  "git status **",
  "grep **",
  "find * -name *",
  "npm test **",
  "printf **",
  "test **",
  "cd **",
  "true **",
  "pwd",
];

/** Whether those patterns mean a run of a program with these words; written anew, without the judge's help. */
export const isAllowedRun = ([name = "", ...words]: readonly string[]): boolean => {
  if (["ls", "echo", "cat", "head", "wc", "grep", "printf", "test", "true", "pwd"].includes(name)) return true;
  if (name === "git") return words[0] === "status";
  if (name === "npm") return words[0] === "test";
  return name === "find" && words.length === 3 && words[1] === "-name";
};

/** Commands that no rule allows, plain and in disguise. */
export const forbidden: readonly string[] = [
  "rm",
  "rm x",
  String.raw`r\m x`,
  "'rm' x",
  "r''m x",
  "$X",
  "${X}",
  "$X x",
  "{rm,x}",
  "curl e",
  "other",
  "./twin/ls",
  "twin/ls",
  "git push",
  "git -c a=b status",
  "npm run x",
  "find . -delete",
  "find . -exec rm x ;",
  "env rm",
  "xargs rm",
  "busybox rm",
  "python -c x",
  "tee y",
  "sh -c rm",
  "eval rm",
  ". ./f",
  "source ./f",
  "command rm",
  "exec rm",
  "builtin eval rm",
];

/** Signs and half-finished constructs, in which a parser and a shell may part ways. */
export const glue: readonly string[] = Object.values({
  lists: [";", "&", "&&", "||", "|", "|&", "!", " ! ", "\n", "\r", "\t", " "],
  blanks: ["\u000b", "\u000c", "\u00a0", "\u200b", "\u202e"],
  quotes: ["'", '"', "$'", '$"', "'\n", '"\n', "`", "` ", "#", " # "],
  escapes: ["\\", "\\\n", "\\'", '\\"', "\\`", "\\$(", "\\#", "\\x41"],
  substitutions: ["$(", ")", "<(", ">(", "=(", "((", "))", "$((", "$[", "]", "x=$("],
  brackets: ["(", "{ ", "; }", "{a,", ",b}", "}", "[[ ", " ]]", "[ "],
  parameters: ["${", "${x:-", "${x:=", "${x@P}", "${(e)x:-", "${!x", "$1", "$@", "$?", "$#", "$"],
  arrays: ["a[", "[$(", "a=("],
  documents: ["<<E\n", "<<'E'\n", "<<-E\n", "<<\\E\n", "\nE\n", "\nE", "E\n", "E", "<<< ", "EOF"],
  redirections: ["> o", ">> o", ">| o", "&> o", "2>&1", "< f", "<> o", ">&o"],
  globs: ["~", "~+", "*", "?", "**", "[a", "+(a)", "!(a)", "@(a)", "[[:alpha:]]", "*(e:'rm':)", "(N)", "^", "=ls"],
  choices: ["if ", "; then ", "; else ", "; fi", "case a in a) ", ";; esac", "select i in a; do "],
  loops: ["for i in a; do ", "; done", "while ", "until ", "repeat 2 "],
  functions: ["function f { ", "f() { ", "; f", "coproc "],
  assignments: ["X=rm ", "X=rm; ", "PATH=./twin:$PATH ", "IFS=x ", "LD_PRELOAD=x ", "export X=rm; ", "alias ls=rm\n"],
  declarations: ["declare x=", "local ", "readonly ", "set -x; ", "unset ", "let ", "trap 'rm' EXIT; "],
  sums: ["((x=a[$(rm)]))", "-v a[$(rm)]", "printf -v x"],
  before: [
    "exec ",
    "command ",
    "builtin ",
    "eval ",
    "source ",
    "nice ",
    "env ",
    "sudo ",
    "time ",
    "noglob ",
    "nocorrect ",
  ],
  words: ["--", "-e", "-", "- ", "-o o", "--output=o", "-exec rm {} ;", "..", "x", "1", "%", "@", "é"],
}).flat();

const stray = "a b e f hi i o x y E EOF 1 41 x41 ff status - -- -e @ % ] lsls repeat noglob nocorrect é";

/** Every word of these that a shell could take for a program has a stand-in, so that no run of one goes unseen. */
export const programs: readonly string[] = [
  ..."ls cat head wc git grep find npm echo rm curl other env xargs busybox python tee sh nice sudo".split(" "),
  ...stray.split(" "),
];
