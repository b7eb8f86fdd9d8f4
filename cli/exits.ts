import type { ErrorCode } from "#contract/errors.ts";

/** What the process answers to its caller. */
export const exits = {
  done: 0,
  unexpected: 1,
  unreachable: 2,
  refused: 3,
  limited: 4,
  invalid: 5,
  late: 6,
  /** A tool call was denied. */
  denied: 7,
  stop: 10,
  interrupted: 130,
  terminated: 143,
} as const;

export type Exit = (typeof exits)[keyof typeof exits];

/** The exit code for each error code of the hub. */
export const exitOfProblem: Record<ErrorCode, Exit> = {
  invalid: exits.invalid,
  unauthorized: exits.refused,
  forbidden: exits.refused,
  "tls-required": exits.unreachable,
  "not-found": exits.invalid,
  "method-not-allowed": exits.invalid,
  conflict: exits.invalid,
  gone: exits.invalid,
  "too-large": exits.invalid,
  "unsupported-media-type": exits.invalid,
  "rate-limited": exits.limited,
  unexpected: exits.unexpected,
  unavailable: exits.unreachable,
};
