import type { Call } from "./tool.ts";

const everyMilliseconds = 10_000;

/** Tells the client every ten seconds that a call is still waiting, so that it does not give up; while `work` lasts. */
export const withProgress = async <T>({ context, world }: Call, message: string, work: Promise<T>): Promise<T> => {
  const { _meta: meta } = context.mcpReq;
  const progressToken = meta?.progressToken;
  if (progressToken === undefined) return work;
  const over = new AbortController();
  const tell = async () => {
    for (let progress = 1; !over.signal.aborted; progress++) {
      const params = { progressToken, progress, message };
      await context.mcpReq.notify({ method: "notifications/progress", params });
      await world.pause(everyMilliseconds, over.signal);
    }
  };
  const telling = tell().catch(() => {}); // A client that is gone needs no news.
  try {
    return await work;
  } finally {
    over.abort();
    await telling;
  }
};
