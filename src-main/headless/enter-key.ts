import type { ReadStream } from "node:tty";
import { isInForeground } from "../platform/foreground.ts";

/** The control characters that a terminal turns into signals unless it is raw. */
const keys = { interrupt: 0x03, enter: 0x0d, newLine: 0x0a, suspend: 0x1a, quit: 0x1c } as const;

/** What is read of a terminal. */
export type Terminal = Pick<ReadStream, "on" | "off" | "setRawMode" | "pause" | "resume">;

export interface EnterKeyOptions {
  /** Whether this process may read the terminal now. */
  isInFront?: () => Promise<boolean>;
  /** Sends a signal to this process, or with 0 to all that are in front of the terminal. */
  send?: (pid: number, signal: NodeJS.Signals) => void;
}

/**
 * Calls back for each press of Enter at the terminal; returns the way to end it. The terminal is raw meanwhile: else its
 * Ctrl-C would go to the shell of `npm start` too, which dies of it and so reports a failure of a hub that ended well.
 * A process that reads the terminal from the background is stopped by the system, so it reads only while it is in
 * front (`fg` and `bg` send SIGCONT).
 */
export const onEnter = (terminal: Terminal, entered: () => void, options: EnterKeyOptions = {}): (() => void) => {
  const { isInFront = isInForeground, send = process.kill } = options;
  let isOver = false;
  const follow = async (): Promise<void> => {
    const mayRead = await isInFront();
    if (isOver) return;
    if (mayRead) terminal.setRawMode(true).resume();
    else terminal.pause();
  };
  // Stops all that is in front of the terminal, as its own key does; `fg` brings it back.
  const suspend = (): void => {
    if (process.platform === "win32") return;
    terminal.setRawMode(false);
    send(0, "SIGTSTP");
  };
  const hear = (data: Buffer): void => {
    if (data.includes(keys.interrupt)) send(process.pid, "SIGINT");
    else if (data.includes(keys.quit)) send(process.pid, "SIGQUIT");
    else if (data.includes(keys.suspend)) suspend();
    else if (data.includes(keys.enter) || data.includes(keys.newLine)) entered();
  };
  const look = (): void => void follow();
  terminal.on("error", () => terminal.pause()).on("data", hear);
  terminal.pause();
  process.on("SIGCONT", look);
  look();
  return () => {
    isOver = true;
    process.off("SIGCONT", look);
    terminal.off("data", hear).setRawMode(false).pause();
  };
};
