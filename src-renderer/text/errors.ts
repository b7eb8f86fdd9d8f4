import { ProblemError, UnreachableError } from "#client/errors.ts";
import type { ErrorCode } from "#contract/errors.ts";

/** What each error of the hub means for the person, in one sentence. */
export const errorWords: Record<ErrorCode, string> = {
  invalid: "The hub can't take this as it is.",
  unauthorized: "You are signed out. Open a new sign-in link.",
  forbidden: "You may not do this.",
  "tls-required": "The hub takes this only over an encrypted connection (https).",
  "not-found": "It isn't there any more.",
  "method-not-allowed": "The hub doesn't know this. Reload the page: it may be older than the hub.",
  conflict: "Something else came first.",
  gone: "It is no longer valid.",
  "too-large": "It is too large.",
  "unsupported-media-type": "The hub doesn't take this kind of data.",
  "rate-limited": "Too many requests at once. Wait a moment and try again.",
  unexpected: "Something went wrong in the hub. Its log says more.",
  unavailable: "The hub can't store anything right now. Its disk may be full.",
};

export const unreachableWords = "The hub gave no answer. Is it running, and is this computer online?";

// Where the hub's own sentence says more than the code does.
const isDetailBetter = new Set<ErrorCode>(["invalid", "conflict", "forbidden", "gone", "too-large"]);

/** Words for whatever a call threw. */
export const wordsFor = (error: unknown): string => {
  if (error instanceof UnreachableError) return unreachableWords;
  if (!(error instanceof ProblemError)) return errorWords.unexpected;
  const issue = error.issues[0];
  if (error.code === "invalid" && issue) return issue.path === "" ? issue.message : `${issue.path} ${issue.message}`;
  if (error.code === "rate-limited" && error.retryAfterSeconds)
    return `Too many requests at once. Try again in ${Math.ceil(error.retryAfterSeconds)} s.`;
  const detail = isDetailBetter.has(error.code) ? error.problem.detail : undefined;
  return detail || errorWords[error.code] || errorWords.unexpected;
};
