import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** What came of a call. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export interface HookOptions {
  home: string;
  words?: string[];
  env?: Record<string, string>;
  /** Leaves the standard input open. */
  isOpen?: boolean;
}

/** Starts a built hook program with what an agent gives it. */
export const startHook = (
  program: string,
  kind: string,
  input: Record<string, unknown> | undefined,
  { home, words = [], env = {}, isOpen }: HookOptions,
): { child: ChildProcessWithoutNullStreams; ended: Promise<Ran> } => {
  const child = spawn(process.execPath, [program, kind, ...words], {
    env: { PATH: process.env["PATH"], MUSTER_HOME: home, ...env },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (piece: Buffer) => (said.out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (said.err += piece.toString()));
  if (input) child.stdin.write(JSON.stringify(input));
  if (!isOpen) child.stdin.end();
  const ended = new Promise<Ran>((resolve) => child.on("close", (code) => resolve({ code, ...said })));
  return { child, ended };
};
