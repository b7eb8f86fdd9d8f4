import type { ErrorCode, Issue } from "#contract/errors.ts";

/** An error that the caller can act on; `extra` goes into the problem document (e.g. the receipt of a conflict). */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { issues?: Issue[]; extra?: Record<string, unknown>; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "HubError";
    this.code = code;
    this.issues = more.issues;
    this.extra = more.extra;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
