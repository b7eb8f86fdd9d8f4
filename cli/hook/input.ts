import { fstatSync, readSync } from "node:fs";
import { Socket } from "node:net";

/** More than this is no hook's input. */
const mostBytes = 16 * 1024 * 1024;
// An agent writes its input at once. One that keeps the pipe open without a word must not hold the hook.
const patienceMilliseconds = 2000;

export type Input = Record<string, unknown>;

/** The object that a hook was given, or undefined when it is none (yet). */
export const parseInput = (text: string): Input | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Input) : undefined;
  } catch {
    return undefined;
  }
};

const readFile = (): string => {
  const pieces: Buffer[] = [];
  let size = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(65_536);
    const got = readSync(0, piece, 0, piece.length, null);
    if (got === 0 || size > mostBytes) return Buffer.concat(pieces).toString();
    pieces.push(piece.subarray(0, got));
    size += got;
  }
};

const endsLikeObject = (piece: Buffer) => /\}\s*$/.test(piece.toString("latin1", Math.max(0, piece.length - 8)));

/**
 * Reads a pipe until its end, or until what came is whole: some agents keep it open. A blocking read would be quicker by a
 * millisecond, but could not be given up.
 */
const readPipe = (): Promise<Input | undefined> =>
  new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const socket = new Socket({ fd: 0, readable: true, writable: false });
    const whole = () => parseInput((pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)).toString());
    const finish = (input: Input | undefined) => {
      clearTimeout(timer);
      socket.pause(); // The process ends before long, and its input with it.
      resolve(input);
    };
    const timer = setTimeout(() => finish(whole()), patienceMilliseconds);
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      size += piece.length;
      if (size > mostBytes) finish(undefined);
      else if (endsLikeObject(piece)) {
        const input = whole();
        if (input) finish(input);
      }
    });
    socket.on("end", () => finish(whole())).on("error", () => finish(whole()));
  });

/** The JSON object on standard input, or undefined when there is none. Never waits for more than two seconds. */
export const readInput = async (): Promise<Input | undefined> => {
  const kind = fstatSync(0);
  if (kind.isFile()) return parseInput(readFile());
  if (kind.isCharacterDevice()) return undefined; // A terminal, or /dev/null.
  return readPipe();
};
