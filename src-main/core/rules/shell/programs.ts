import type { Guard } from "./guards.ts";
import { runners } from "./known-runners.ts";
import { tools } from "./known-tools.ts";
import type { Runs } from "./wrappers.ts";

/** What is known of a program, so that a rule with wildcards lets in no more than it says. */
export interface Program {
  /** Why each call of it is asked about, whatever the rules say. */
  ask?: string;
  /** Wildcards stand for none of its words. */
  isSpelled?: boolean;
  /** No word of it does harm, so that wildcards also stand for what the shell fills in. */
  isHarmless?: boolean;
  guard?: Guard;
  runs?: Runs;
}

const programs = new Map<string, Program>(
  [...runners, ...tools].flatMap(([names, program]) => names.split(/\s+/).map((name) => [name, program] as const)),
);

/** What is known of the program behind a command's first word; paths and letter case make no difference. */
export const nameOf = (word: string): string =>
  (word.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, "");

export const programOf = (word: string): Program => programs.get(nameOf(word)) ?? versionOf(nameOf(word));

/** `python3.12`, `gawk-5.1`, `clang-18` are known by the name before the version. */
const versionOf = (name: string): Program => programs.get(name.replace(/-?\d+(?:\.\d+)*$/, "")) ?? {};
