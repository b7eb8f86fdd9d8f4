import { Writable } from "node:stream";
import type { World } from "../world.ts";
import { readDeviceKey } from "./hub.ts";

const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() });

/** One line that is typed without being shown; undefined at Ctrl-C or the end of input. */
const readUnseen = async (world: World): Promise<string | undefined> => {
  const { createInterface } = await import("node:readline");
  // As a terminal: readline then takes the echo from the terminal, and writes its own to where nothing is seen.
  const lines = createInterface({ input: world.stdin(), output: nowhere(), terminal: true, historySize: 0 });
  const stop = () => lines.close();
  world.ending().addEventListener("abort", stop);
  try {
    return await new Promise<string | undefined>((resolve) => {
      lines.once("line", resolve).once("SIGINT", stop);
      lines.once("close", () => resolve(undefined));
    });
  } finally {
    world.ending().removeEventListener("abort", stop);
    lines.close();
    world.stdin().pause();
    await world.stderr.write("\n");
  }
};

const firstLine = async (world: World): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of world.stdin()) {
    pieces.push(Buffer.from(piece as Uint8Array));
    if (Buffer.concat(pieces).toString().trimStart().includes("\n")) break;
  }
  return Buffer.concat(pieces).toString().trim().split(/\r?\n/, 1)[0] ?? "";
};

/** Asks for the device key: unseen on a terminal, else a line of standard input. Throws `Failure` (invalid) for what is none. */
export const askKey = async (world: World): Promise<string> => {
  if (!world.stdin().isTTY) return readDeviceKey(await firstLine(world));
  await world.stderr.write("Device key (not shown): ");
  return readDeviceKey((await readUnseen(world)) ?? "");
};
