import type { AroundQuery } from "#contract/message.ts";
import { limits } from "#contract/limits.ts";
import type { Page } from "#contract/common.ts";
import type { Store } from "../ports.ts";
import type { MessageRecord } from "../records.ts";
import { parseSeqCursor } from "../sessions/cursor.ts";

/** A page of a discussion, oldest first; `next` leads on in the direction that was asked for. */
export const pageOfMessages = async (
  store: Store,
  sessionId: string,
  query: AroundQuery,
): Promise<Page<MessageRecord>> => {
  const limit = query.limit ?? limits.pageItemsDefault;
  const { messages } = store.read;
  if (query.around !== undefined) {
    const seq = parseSeqCursor(query.around, "around");
    const items = await messages.page(sessionId, { after: Math.max(0, seq - Math.ceil(limit / 2)), limit });
    const first = items[0];
    return { items, next: first !== undefined && first.seq > 1 ? String(first.seq) : null };
  }
  if (query.after !== undefined) {
    const found = await messages.page(sessionId, { after: parseSeqCursor(query.after, "after"), limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? String(items.at(-1)?.seq) : null };
  }
  const before = query.before === undefined ? {} : { before: parseSeqCursor(query.before, "before") };
  const found = await messages.page(sessionId, { ...before, limit: limit + 1 });
  const items = found.length > limit ? found.slice(1) : found;
  return { items, next: found.length > limit ? String(items[0]?.seq) : null };
};
