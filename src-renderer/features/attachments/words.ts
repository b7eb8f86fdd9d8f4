import { limits } from "#contract/limits.ts";
import type { AttachmentRef } from "#contract/message.ts";
import { wordsFor } from "../../text/errors.ts";
import { TooLarge } from "./uploads.ts";

const units = [
  ["byte", 1],
  ["kilobyte", 1024],
  ["megabyte", 1024 ** 2],
] as const;

/** A size for reading, e.g. `1.4 MB`. */
export const sizeWords = (bytes: number): string => {
  const [unit, factor] = units.findLast(([, least]) => bytes >= least) ?? units[0];
  const amount = bytes / factor;
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: amount < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat("en", options).format(amount);
};

/** Why a file could not be attached. */
export const uploadErrorWords = (error: unknown): string =>
  error instanceof TooLarge ? `It is over ${limits.attachmentBytes / 1024 ** 2} MB.` : wordsFor(error);

/** The words of a reply that is only files: a message always has some. */
export const namesOf = (files: readonly Pick<AttachmentRef, "name">[]): string =>
  files.map(({ name }) => name).join(", ");

/** What a message says beside its files; empty when its words are only their names. */
export const captionOf = (text: string, files: readonly Pick<AttachmentRef, "name">[]): string =>
  files.length > 0 && text === namesOf(files) ? "" : text;

/** The short mark of a file that has no picture, e.g. `PDF`. */
export const extensionOf = (name: string): string => {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1];
  return extension?.toUpperCase() ?? "FILE";
};
