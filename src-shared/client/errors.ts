import type { ErrorCode, Issue, Problem } from "#contract/errors.ts";

/** The hub answered with an error. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly issues: Issue[];
  readonly problem: Partial<Problem>;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Partial<Problem>, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? `The hub answered with status ${status}`);
    this.name = "ProblemError";
    this.status = status;
    this.code = problem.code ?? (status === 401 ? "unauthorized" : status === 503 ? "unavailable" : "unexpected");
    this.issues = problem.issues ?? [];
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: nothing listens there, the connection broke, or the certificate is not the pinned one. */
export class UnreachableError extends Error {
  readonly reason: "refused" | "timeout" | "broken" | "certificate" | "address";

  constructor(reason: UnreachableError["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnreachableError";
    this.reason = reason;
  }
}
