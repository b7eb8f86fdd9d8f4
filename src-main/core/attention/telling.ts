import type { Logger } from "../ports.ts";
import type { NoticeRecord } from "../store-attention.ts";
import type { Batch } from "./journal.ts";
import { pageNoticeOf } from "./notice-words.ts";
import type { Notice, NoticeSurface } from "./notice.ts";
import type { Pages } from "./pages.ts";
import type { SurfaceState } from "./surface-state.ts";
import type { Tasks } from "./tasks.ts";

type Target = Pick<NoticeRecord["target"], "type" | "id">;

/** Puts notifications where they are to be seen, and takes them away. */
export interface Telling {
  /** After what the batch writes; `records` say what it is about. */
  show(batch: Batch, target: Target, notice: Notice, records: readonly NoticeRecord[]): void;
  withdraw(batch: Batch, target: Target, noticeId: string): void;
}

export const createTelling = (parts: {
  surface: NoticeSurface | undefined;
  surfaceState: Pick<SurfaceState, "look">;
  pages(): Pages;
  tasks(): Tasks;
  logger: Logger;
}): Telling => {
  const { surface, surfaceState, pages, tasks, logger } = parts;
  const failed = (records: readonly NoticeRecord[], error: unknown) => {
    // Its words are for the person's eyes only.
    logger.info({ why: error instanceof Error ? error.name : typeof error }, "a notification could not be shown");
    surfaceState.look();
    tasks().add(async (batch) => {
      for (const record of records) batch.put({ ...record, outcome: "dropped", reason: "failed", isThere: false });
    });
  };
  return {
    show(batch, { type, id }, notice, records) {
      batch.after(() => {
        if (type === "page") pages().show(id, pageNoticeOf(notice));
        else surface?.show(notice).catch((error: unknown) => failed(records, error));
      });
    },
    withdraw(batch, { type, id }, noticeId) {
      batch.after(() => {
        if (type === "page") pages().withdraw(id, noticeId);
        else if (type === "desktop") surface?.withdraw(noticeId);
      });
    },
  };
};
