import type { UnreachableError } from "#client/errors.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Level, SessionState } from "#contract/session.ts";
import type { Colour } from "./paint.ts";

/** What each error code of the hub means to the person at the terminal. */
export const wordsOfProblem: Record<ErrorCode, string> = {
  invalid: "The hub can't use this",
  unauthorized:
    "The hub refused the key: it was revoked, or is for another hub. Join again with muster join URL --force",
  forbidden: "The hub does not allow this",
  "tls-required": "The hub wants an encrypted connection: use its https address",
  "not-found": "The hub does not know this",
  "method-not-allowed": "The hub does not know this call: it may be older than this command",
  conflict: "That conflicts with what the hub has",
  gone: "That is no longer valid",
  "too-large": "That is too large for the hub",
  "unsupported-media-type": "The hub does not read this kind of content",
  "rate-limited": "Too many requests: the hub asks to slow down",
  unexpected: "The hub met an unexpected error",
  unavailable: "The hub can't take this right now",
};

/** Why no answer came. */
export const wordsOfSilence: Record<UnreachableError["reason"], string> = {
  refused: "nothing answers there",
  timeout: "no answer in time",
  broken: "the connection broke",
  certificate: "its certificate is not the expected one",
  address: "its name is not known here",
};

export const states: Record<SessionState, Colour> = {
  working: "blue",
  waiting: "yellow",
  blocked: "yellow",
  idle: "dim",
  done: "green",
  failed: "red",
  closed: "dim",
};

export const levels: Record<Level, Colour> = { info: "dim", success: "green", warning: "yellow", urgent: "red" };
