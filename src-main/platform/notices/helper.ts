import type { NoticeCapabilities } from "#contract/attention.ts";
import type { Notice, NoticeSurface } from "../../core/attention/notice.ts";
import { createNoticeEvents } from "./events.ts";
import { NoticeProblem } from "./problem.ts";
import { createTurns } from "./turns.ts";

/** What a helper program says of the notification that it showed; null where it only went away. */
export type HelperAnswer =
  | { type: "opened" }
  | { type: "chosen"; index: number }
  | { type: "replied"; text: string }
  | { type: "dismissed" }
  | null;

/** A helper program that runs for one notification. */
export interface HelperRun {
  /** Rejects with a `NoticeProblem` when it can't be shown. */
  done: Promise<HelperAnswer>;
  /** Ends it, and takes the notification away where the program does that. */
  take(): void;
}

export interface Helper {
  capabilities(): Promise<NoticeCapabilities>;
  /** Rejects with a `NoticeProblem` when the program isn't there. */
  start(notice: Notice): Promise<HelperRun>;
}

// More programs at once than a person reads notifications; the oldest stop waiting for an answer.
const mostRuns = 8;

/** Notifications by a program that is started for each and tells what was done to it. */
export const createHelperSurface = (helper: Helper): NoticeSurface => {
  const events = createNoticeEvents();
  const turns = createTurns();
  const runs = new Map<string, HelperRun>();
  let problem: NoticeProblem | null = null;
  let isClosed = false;

  const take = (id: string | undefined) => {
    if (id === undefined) return;
    runs.get(id)?.take();
    runs.delete(id);
  };
  const follow = async ({ id, actions }: Notice, run: HelperRun) => {
    try {
      const answer = await run.done;
      problem = null;
      // One that was taken away, or changed, has no answer any more.
      if (runs.get(id) !== run || answer === null) return;
      if (answer.type !== "chosen") return events.emit({ ...answer, id });
      const actionId = actions[answer.index]?.id;
      if (actionId !== undefined) events.emit({ type: "chosen", id, actionId });
    } catch (error) {
      if (runs.get(id) === run) problem = NoticeProblem.of(error);
    } finally {
      if (runs.get(id) === run) runs.delete(id);
    }
  };

  const show = async (notice: Notice) => {
    if (isClosed) throw new NoticeProblem("closed");
    take(notice.id);
    const run = await helper.start(notice);
    runs.set(notice.id, run);
    void follow(notice, run);
    if (isClosed) take(notice.id);
    if (runs.size > mostRuns) take(runs.keys().next().value);
  };

  return {
    capabilities: async () => {
      const can = await helper.capabilities();
      return { ...can, problem: can.problem ?? problem?.message ?? null };
    },
    show: async (notice) => turns.run(notice.id, async () => show(notice)),
    withdraw: (id) => void turns.run(id, async () => take(id)),
    onEvent: events.onEvent,
    close: () => {
      isClosed = true;
      turns.close();
      for (const id of runs.keys()) take(id);
    },
  };
};
