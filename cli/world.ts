import type { Readable } from "node:stream";
import type { Exit } from "./exits.ts";

/** A place to write to. `write` is settled when the text has left the process. */
export interface Sink {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): Promise<void>;
}

/** All that a verb may know and touch of the computer; tests pass their own. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** The file that runs, and the Node that runs it. */
  readonly program: string;
  readonly node: string;
  /** The user's home folder. */
  home(): string;
  /** What this computer is called, and its operating system in words, e.g. `Linux 6.1`. */
  computer(): Promise<{ name: string; os: string }>;
  stdin(): Readable & { isTTY?: boolean };
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Milliseconds since the epoch. */
  now(): number;
  random(): number;
  /** Settles after the time, or at once when the signal is aborted. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Aborted by Ctrl-C or a request to end. The first call starts listening; before, these end the process themselves. */
  ending(): AbortSignal;
  /** The exit code of such an end, once there was one. */
  hasEnded(): Exit | undefined;
}
