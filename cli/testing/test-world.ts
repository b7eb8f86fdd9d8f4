import { join } from "node:path";
import { Readable } from "node:stream";
import type { Exit } from "../exits.ts";
import { exits } from "../exits.ts";
import { runCommandLine } from "../run.ts";
import type { Sink, World } from "../world.ts";
import { tempFolder } from "./temp-folder.ts";

export interface TestWorld extends World {
  env: Record<string, string | undefined>;
  cwd: string;
  /** What was written so far. */
  readonly out: { text: string };
  readonly err: { text: string };
  /** What a Ctrl-C does. */
  interrupt(): void;
  run(...words: string[]): Promise<Exit>;
}

export interface TestWorldOptions {
  env?: Record<string, string | undefined>;
  cwd?: string;
  stdin?: string;
  isTerminal?: boolean;
}

const sinkOf = (target: { text: string }, isTerminal: boolean): Sink => ({
  isTerminal,
  columns: 100,
  write(text) {
    target.text += text;
    return Promise.resolve();
  },
});

/** A world in temporary folders; pauses last a hundredth of what is asked for. */
export const createTestWorld = (options: TestWorldOptions = {}): TestWorld => {
  const out = { text: "" };
  const err = { text: "" };
  const ending = new AbortController();
  const folder = tempFolder();
  const world: TestWorld = {
    env: { MUSTER_HOME: folder, ...options.env },
    cwd: options.cwd ?? tempFolder(),
    platform: process.platform,
    program: join(folder, "program", "muster.cjs"),
    node: process.execPath,
    home: () => folder,
    computer: () => Promise.resolve({ name: "studio", os: "Test 1" }),
    stdin: () => Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: sinkOf(out, options.isTerminal ?? false),
    stderr: sinkOf(err, options.isTerminal ?? false),
    now: Date.now,
    random: Math.random,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 100)),
    ending: () => ending.signal,
    hasEnded: () => (ending.signal.aborted ? exits.interrupted : undefined),
    out,
    err,
    interrupt: () => ending.abort(),
    run: (...words) => runCommandLine(words, world),
  };
  return world;
};

/** The same, joined to a hub by the environment. */
export const createJoinedWorld = (hub: { url: string }, options: TestWorldOptions = {}, key = "mk_good"): TestWorld =>
  createTestWorld({ ...options, env: { MUSTER_URL: hub.url, MUSTER_KEY: key, ...options.env } });
