import { limits } from "#contract/limits.ts";
import type { Question } from "#contract/question.ts";
import type { Hub } from "../http/hub.ts";
import { createOutage } from "../watch/outage.ts";
import type { World } from "../world.ts";

/** An answer sooner than this, of a question that is open still, means that the hub did not wait. */
const soonMilliseconds = 500;

/**
 * Waits until the question is over. A hub that is away is waited for until `giveUpAt` (as `world.now()` counts), then it
 * is `late`; `ended` when the process was asked to end.
 */
export const awaitAnswer = async (
  world: World,
  hub: Hub,
  { id, giveUpAt }: { id: string; giveUpAt: number },
): Promise<Question | "late" | "ended"> => {
  const outage = createOutage(world, hub.url);
  const wait = String(limits.waitSeconds);
  while (!world.ending().aborted) {
    const startedAt = world.now();
    try {
      const { question } = await hub
        .waiting(limits.waitSeconds)
        .call("question", { params: { id }, query: { wait }, signal: world.ending() });
      await outage.over();
      if (question.state !== "open") return question;
      await outage.empty(world.now() - startedAt < soonMilliseconds, Number.POSITIVE_INFINITY);
    } catch (error) {
      if (world.ending().aborted) break;
      const left = giveUpAt - world.now();
      await outage.wait(error, Math.max(0, left));
      if (left <= 0) return "late";
    }
  }
  return "ended";
};
