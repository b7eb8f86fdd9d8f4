import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { endpoints } from "#contract/endpoints.ts";
import { type ErrorCode, errorCodes, type Issue, type Problem } from "#contract/errors.ts";
import { limits } from "#contract/limits.ts";
import { HubError } from "../core/errors.ts";
import type { Logger } from "../core/ports.ts";

const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** The problem document (RFC 9457) of an error. */
const problemOf = (error: HubError): Problem => {
  const { status, title } = errorCodes[error.code];
  return {
    type: `urn:muster:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(error.issues ? { issues: error.issues } : {}),
    ...error.extra,
  };
};

const send = (reply: FastifyReply, error: HubError) => {
  const problem = problemOf(error);
  if (error.retryAfterSeconds !== undefined) void reply.header("retry-after", String(error.retryAfterSeconds));
  if (error.code === "unauthorized") void reply.header("www-authenticate", "Bearer");
  return reply.code(problem.status).header("content-type", PROBLEM_TYPE).send(JSON.stringify(problem));
};

const ofFramework: Record<string, { code: ErrorCode; detail: string; issues?: Issue[] }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "too-large",
    detail: `The body is over the limit of ${limits.bodyBytes} bytes. Send less at once.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "unsupported-media-type",
    detail: "Send JSON with the header `content-type: application/json`.",
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: "invalid", detail: "The body is not as long as its header says." },
  FST_ERR_BAD_URL: { code: "invalid", detail: "The address is not a valid one." },
  FST_ERR_MAX_PARAM_LENGTH: { code: "not-found", detail: "There is nothing with this id." },
};

/** Turns whatever was thrown into an error of the catalogue; what nobody foresaw is logged and says nothing inside. */
const understand = (error: FastifyError | Error, logger: Logger): HubError => {
  if (error instanceof HubError) return error;
  const code = "code" in error ? error.code : undefined;
  const known = code === undefined ? undefined : ofFramework[code];
  if (known) return new HubError(known.code, known.detail, known.issues ? { issues: known.issues } : {});
  const status = "statusCode" in error ? error.statusCode : undefined;
  // The screen's files: what climbs out of their folder, or can't be a name.
  if (status === 403) return new HubError("not-found", "There is nothing at this address.");
  if (status !== undefined && status >= 400 && status < 500) return new HubError("invalid", error.message);
  logger.error({ error: error.stack ?? String(error) }, "unexpected error");
  return new HubError("unexpected", "Something went wrong in the hub. Its log has the details.");
};

const asPattern = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
const patterns = Object.values(endpoints).map(({ method, path }) => ({ method, pattern: asPattern(path) }));

const notFound = (method: string, path: string) => {
  const allowed = patterns.filter(({ pattern }) => pattern.test(path)).map((endpoint) => endpoint.method);
  // An id longer than any id is not routed at all.
  if (allowed.some((other) => other === method)) {
    return { error: new HubError("not-found", "There is nothing with this id."), allow: undefined };
  }
  return allowed.length === 0
    ? { error: new HubError("not-found", `There is nothing at ${path}.`), allow: undefined }
    : {
        error: new HubError("method-not-allowed", `${path} takes ${allowed.join(", ")}, not ${method}.`),
        allow: allowed.join(", "),
      };
};

/** Answers what Fastify refuses before it knows a route; given to it as `frameworkErrors`. */
export const answerEarlyError =
  (logger: Logger) =>
  (error: FastifyError, _request: unknown, reply: FastifyReply): void => {
    void send(reply, understand(error, logger));
  };

const FAREWELL_MS = 1000;

/** Answers what is no HTTP request; given to Fastify as `clientErrorHandler`. */
export const answerBrokenRequest = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const { status, ...rest } = problemOf(
    error.code === "HPE_HEADER_OVERFLOW"
      ? new HubError("too-large", "The headers of the request are too large.")
      : new HubError("invalid", "This is not an HTTP request that can be read."),
  );
  const body = JSON.stringify({ status, ...rest });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  if (!socket.writable) return void socket.destroy(error);
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // Time to read the answer, also for one who is still sending; then it is over.
  socket.setTimeout(FAREWELL_MS, () => socket.destroy());
};

/** The one place where errors become answers. */
export const handleErrors = (app: FastifyInstance, logger: Logger): void => {
  app.setErrorHandler((error: FastifyError, _request, reply) => send(reply, understand(error, logger)));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const { error, allow } = notFound(request.method, path);
    if (allow !== undefined) void reply.header("allow", allow);
    return send(reply, error);
  });
};
