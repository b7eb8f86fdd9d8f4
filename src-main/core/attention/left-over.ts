import type { ConsiderParts } from "./consider.ts";
import { consider } from "./consider.ts";
import { withdraw } from "./following.ts";
import { idOfApproval, idOfQuestion, isOver, recall } from "./happenings.ts";
import type { Batch } from "./journal.ts";
import { needOf } from "../sessions/need.ts";

/** Tells of everything that waits for an answer since before the hub started, and takes away what no longer does. */
export const tellLeftOver =
  (parts: ConsiderParts) =>
  async (batch: Batch): Promise<void> => {
    const { store, board, clock } = parts;
    for (const record of board.there()) {
      const { happeningId: id, kind, sessionId, messageSeq, at } = record;
      if (kind === "digest" || kind === "test" || sessionId === null) continue;
      const remembered = { id, kind, sessionId, messageSeq, at };
      if (await isOver(store.read, remembered, clock())) withdraw(parts, batch, record, "over");
    }
    for (const session of await store.read.sessions.all()) {
      const need = needOf(session);
      if (need !== "approval" && need !== "question") continue;
      const approvals = await store.read.approvals.openOf(session.id);
      const questions = await store.read.questions.openOf(session.id);
      const open = [
        ...approvals.map((one) => ({ ...one, id: idOfApproval(one.id), kind: "approval" as const })),
        ...questions.map((one) => ({ ...one, id: idOfQuestion(one.id), kind: "question" as const })),
      ];
      for (const { id, kind, sessionId, messageSeq, createdAt: at } of open) {
        const occurrence = await recall(store.read, { id, kind, sessionId, messageSeq, at });
        if (occurrence !== undefined) await consider(parts, occurrence)(batch);
      }
    }
  };
