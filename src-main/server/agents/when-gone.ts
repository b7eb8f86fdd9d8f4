import type { FastifyReply } from "fastify";

/** Aborts when the caller hangs up before it has its answer. */
export const whenGone = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  let isSent = false;
  reply.raw.once("finish", () => {
    isSent = true;
  });
  reply.raw.once("close", () => {
    if (!isSent) gone.abort();
  });
  return gone.signal;
};
