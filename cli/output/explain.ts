import type { ProblemError, UnreachableError } from "#client/errors.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { type Exit, exitOfProblem, exits } from "../exits.ts";
import { wordsOfProblem, wordsOfSilence } from "./words.ts";
import { isFailure, isProblem, isUnreachable } from "../errors.ts";

export interface Explained {
  exit: Exit;
  words: string;
}

const certificateWords = (error: UnreachableError, url: string) =>
  error.message === "changed"
    ? `The hub at ${url} shows another certificate than the one pinned when this machine joined. Someone may be between ` +
      "you and the hub, or the hub was set up anew. Nothing was sent. If you know why, join again: muster join URL --force"
    : `Nobody vouches for the certificate of ${url}. Join it with muster join, or add #<fingerprint> to MUSTER_URL`;

const silence = (error: UnreachableError, url: string): Explained => ({
  exit: exits.unreachable,
  words:
    error.reason === "certificate"
      ? certificateWords(error, url)
      : `The hub at ${url} can't be reached: ${wordsOfSilence[error.reason]}`,
});

// Our words for these say it all; the hub's would only say it again.
const complete: ReadonlySet<ErrorCode> = new Set(["unauthorized", "tls-required"]);

const detailOf = ({ code, problem, status }: ProblemError): string | undefined => {
  if (problem.code === undefined) return `Status ${status}`;
  return complete.has(code) ? undefined : problem.detail;
};

const problem = (error: ProblemError): Explained => {
  const head = wordsOfProblem[error.code] ?? wordsOfProblem.unexpected;
  const detail = detailOf(error);
  const issues = error.issues.map(({ path, message }) => `\n  ${path ? `${path}: ` : ""}${message}`);
  return {
    exit: exitOfProblem[error.code] ?? exits.unexpected,
    words: `${head}${detail && issues.length === 0 ? `. ${detail.replace(/\.$/, "")}` : ""}${issues.join("")}`,
  };
};

/** Words and exit code for whatever stopped a verb; `url` is the hub that was talked to, where that is known. */
export const explain = (error: unknown, url = "its address"): Explained => {
  if (isFailure(error)) return { exit: error.exit, words: error.message };
  if (isUnreachable(error)) return silence(error, url);
  if (isProblem(error)) return problem(error);
  return {
    exit: exits.unexpected,
    words: `Unexpected error: ${error instanceof Error ? error.message : String(error)}`,
  };
};
