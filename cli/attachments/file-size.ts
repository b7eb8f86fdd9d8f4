import { accessSync, constants, statSync } from "node:fs";
import { limits } from "#contract/limits.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read it",
  ENOTDIR: "there is no such file",
};

const refuse = (path: string, why: string, cause?: unknown) =>
  new Failure(exits.invalid, `${path} can't be attached: ${why}`, { cause });

/** Bytes of a file that may be attached. Throws `Failure` (invalid) with words when it may not. */
export const fileSize = (path: string): number => {
  try {
    accessSync(path, constants.R_OK);
    const stats = statSync(path);
    if (stats.isDirectory()) throw refuse(path, "it is a folder");
    if (!stats.isFile()) throw refuse(path, "it is not a file");
    if (stats.size > limits.attachmentBytes) {
      throw refuse(path, `it is too large; a file may have ${limits.attachmentBytes / 1024 / 1024} MiB`);
    }
    return stats.size;
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw refuse(path, reasons[code] ?? code, error);
  }
};
