import { z } from "zod";

/** Every error code of the public interface with its HTTP status, its wire title and whether a repeat may succeed. */
export const errorCodes = {
  invalid: { status: 400, title: "The request is not valid", retry: false },
  unauthorized: { status: 401, title: "A valid key is needed", retry: false },
  forbidden: { status: 403, title: "This is not allowed", retry: false },
  "tls-required": { status: 403, title: "Encryption is required", retry: false },
  "not-found": { status: 404, title: "Not found", retry: false },
  "method-not-allowed": { status: 405, title: "Not a method of this address", retry: false },
  conflict: { status: 409, title: "Conflict with what is there", retry: false },
  gone: { status: 410, title: "No longer valid", retry: false },
  "too-large": { status: 413, title: "Too large", retry: false },
  "unsupported-media-type": { status: 415, title: "Not a media type that is read here", retry: false },
  "rate-limited": { status: 429, title: "Too many requests", retry: true },
  unexpected: { status: 500, title: "Unexpected error", retry: true },
  unavailable: { status: 503, title: "Not available right now", retry: true },
} as const;

export type ErrorCode = keyof typeof errorCodes;

const codeNames = Object.keys(errorCodes) as ErrorCode[];

export const Issue = z.object({
  path: z.string().meta({ description: "Where in the request: a JSON path such as `agent.kind`" }),
  message: z.string(),
});
export type Issue = z.infer<typeof Issue>;

/** An error answer, `application/problem+json` (RFC 9457). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(codeNames),
  issues: z.array(Issue).optional(),
});
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  issues?: Issue[];
  /** Some conflicts carry what is there now, e.g. `receipt`. */
  [extra: string]: unknown;
}
