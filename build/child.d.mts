import type { SpawnOptions } from "node:child_process";
/** Runs a program in this one's place; resolves to its exit code. */
export function runInPlace(program: string, args: string[], options?: SpawnOptions): Promise<number>;
/** Runs an entry's work and ends this process with the exit code that it resolves to. */
export function runEntry(work: () => Promise<number>): Promise<void>;
