import type { ApprovalQuery } from "#contract/approval.ts";
import type { Page } from "#contract/common.ts";
import { limits } from "#contract/limits.ts";
import { roleIn } from "../people/access.ts";
import type { Store } from "../ports.ts";
import type { ApprovalRecord, PersonRecord } from "../records.ts";
import type { ApprovalCursor, ApprovalFilter } from "../store-safety.ts";
import type { Slice } from "../store.ts";
import { cursorOf, parseCursor } from "./cursor.ts";

const ended = ["allowed", "denied", "expired", "withdrawn"] as const;

const filterOf = ({ state = "open", session }: ApprovalQuery): ApprovalFilter => ({
  states: state === "ended" ? ended : [state],
  order: state === "open" ? "oldest" : "newest",
  ...(session === undefined ? {} : { sessionId: session }),
});

/** Those of the discussions that the person may see; the page is full though others were left out. */
export const listFor = async (
  store: Store,
  person: PersonRecord,
  query: ApprovalQuery,
): Promise<Page<ApprovalRecord>> => {
  const limit = query.limit ?? limits.pageItemsDefault;
  const seen = new Map<string, boolean>();
  const maySee = async ({ sessionId }: ApprovalRecord): Promise<boolean> => {
    const known = seen.get(sessionId) ?? (await roleIn(store.read, person, sessionId)) !== undefined;
    seen.set(sessionId, known);
    return known;
  };
  const slice: Slice<ApprovalCursor> = { limit: limit + 1 };
  if (query.before !== undefined) slice.before = parseCursor(query.before, "before");
  if (query.after !== undefined) slice.after = parseCursor(query.after, "after");
  const filter = filterOf(query);
  const goesUp = slice.before === undefined && (slice.after !== undefined || filter.order === "oldest");
  const items: ApprovalRecord[] = [];
  for (;;) {
    const found = await store.read.approvals.list(filter, slice);
    for (const approval of found) {
      if (!(await maySee(approval))) continue;
      if (items.length === limit) return { items, next: cursorOf(items.at(-1) ?? approval) };
      items.push(approval);
    }
    const last = found.at(-1);
    if (found.length <= limit || last === undefined) return { items, next: null };
    slice[goesUp ? "after" : "before"] = last;
  }
};
