import { useSyncExternalStore } from "react";
import { createDrafts } from "./drafts/drafts.ts";

export type { Draft } from "./drafts/drafts.ts";

const drafts = createDrafts({
  shelf: localStorage,
  now: Date.now,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

addEventListener("pagehide", drafts.flush);
addEventListener("storage", (event) => drafts.changedElsewhere(event.key));

export const { get: getDraft, set: setDraft, clear: clearDraft } = drafts;

/** What is typed into a discussion's box and not sent; empty when there is nothing. */
export const useDraft = (sessionId: string) => useSyncExternalStore(drafts.subscribe, () => drafts.get(sessionId));
