import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programs } from "./pieces.ts";

/** What a line did. */
export interface Truth {
  /** The programs that ran, each with its words. */
  runs: string[][];
  /** Whether a file came, went or was written. */
  isChanged: boolean;
}

export interface Shell {
  name: string;
  file: string;
  args: readonly string[];
}

const known: readonly Shell[] = [
  { name: "bash", file: "/bin/bash", args: ["-c"] },
  { name: "bash as sh", file: "/bin/bash", args: ["--posix", "-c"] },
  { name: "dash", file: "/bin/dash", args: ["-c"] },
  { name: "zsh", file: "/bin/zsh", args: ["-f", "-c"] },
];

/** The shells of this computer. */
export const shellsHere = (): Shell[] => known.filter(({ file }) => existsSync(file));

const WORD_END = "\u001f";
const RUN_END = "\u001e";
const PATIENCE_MS = 10_000;

/** A loop without an end, in the background too, is over after a second's work. */
const bounded = 'ulimit -t 1; exec "$@"';

/** A program that does nothing but write down how it was called; in one write, since several may run at once. */
const standIn = (log: string, name: string): string => `#!/bin/sh
run='${name}'
for word in "$@"; do run="$run${WORD_END}$word"; done
printf '%s${RUN_END}' "$run" >> '${log}'
`;

/** A folder in which lines are run by real shells, with stand-ins for every program. */
export const createBox = () => {
  const root = mkdtempSync(join(tmpdir(), "muster-shell-"));
  const [bin, log, outer] = [join(root, "bin"), join(root, "log"), join(root, "outer")];
  const work = join(outer, "work");
  mkdirSync(bin);
  for (const name of programs) writeFileSync(join(bin, name), standIn(log, name), { mode: 0o755 });

  const fill = () => {
    rmSync(outer, { recursive: true, force: true });
    mkdirSync(join(work, "a"), { recursive: true });
    mkdirSync(join(work, "twin"));
    // In the working folder, under the name of an allowed program.
    writeFileSync(join(work, "twin", "ls"), standIn(log, "twin/ls"), { mode: 0o755 });
    writeFileSync(join(work, "f"), "rm x\n");
    writeFileSync(join(work, "x"), "kept");
  };
  const state = () =>
    JSON.stringify([
      readdirSync(outer, { recursive: true, encoding: "utf8" }).toSorted((a, b) => (a < b ? -1 : 1)),
      ...["f", "x"].map((name) => existsSync(join(work, name)) && readFileSync(join(work, name), "utf8")),
    ]);
  fill();
  const untouched = state();

  const takeRuns = (): string[][] => {
    const runs = readFileSync(log, "utf8").split(RUN_END).slice(0, -1);
    return runs.map((run) => run.split(WORD_END));
  };
  return {
    run(shell: Shell, line: string): Truth {
      writeFileSync(log, "");
      spawnSync("/bin/sh", ["-c", bounded, "sh", shell.file, ...shell.args, line], {
        cwd: work,
        env: { PATH: bin, HOME: work, X: "rm" },
        input: "rm x\n",
        timeout: PATIENCE_MS,
      });
      const isChanged = state() !== untouched;
      if (isChanged) fill();
      return { runs: takeRuns(), isChanged };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
