import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { exits } from "./exits.ts";
import { Failure } from "./failure.ts";
import type { World } from "./world.ts";

// PowerShell 5 writes UTF-16 with a byte order mark.
const decode = (bytes: Buffer): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);

/** All of standard input. */
export const readStdin = async (world: World): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of world.stdin()) pieces.push(Buffer.from(piece as Uint8Array));
  return decode(Buffer.concat(pieces));
};

/** A file's text, its path taken from the working folder. Throws `Failure` (invalid) when it can't be read. */
export const readTextFile = (world: World, path: string): string => {
  try {
    return decode(readFileSync(resolve(world.cwd, path)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : String(code);
    throw new Failure(exits.invalid, `${path} can't be read: ${why}`, { cause: error });
  }
};
