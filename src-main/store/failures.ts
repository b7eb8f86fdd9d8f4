import { HubError } from "../core/errors.ts";

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_FULL/, "there is no space left on the hub's disk"],
  [/^SQLITE_READONLY/, "the hub's database can't be written to"],
  [/^SQLITE_(IOERR|CANTOPEN)/, "the hub's disk reports an error"],
  [/^SQLITE_(BUSY|LOCKED)/, "another program holds the hub's database"],
  [/^SQLITE_(CORRUPT|NOTADB)/, "the hub's database is damaged"],
];

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Why the disk did not take a write, in words, or undefined when the error is something else. */
export const diskFailure = (error: unknown): string | undefined => {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const known = reasons.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  // Errors of core keep what caused them.
  return error instanceof Error && error.cause !== undefined ? diskFailure(error.cause) : undefined;
};

/** The file is no database or its inside is broken. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error) ?? "");

export const unavailable = (reason: string, cause?: unknown): HubError =>
  new HubError("unavailable", `Nothing was stored: ${reason}. Try again later.`, { cause });
