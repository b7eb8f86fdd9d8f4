import { expect, test } from "vitest";
import { bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { callerOf } from "../../testing/people.ts";
import { createRuleTrials } from "./trial.ts";

/** Counts how often others come to their turn while `work` is done. */
const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isDone = true;
  return turns;
};

test("others come to their turn between the approvals that rules are replayed on", async () => {
  const hub = await ownHub();
  const asking = await startAsking(hub);
  for (let at = 0; at < 20; at += 1) await asking.open(bash(`make ${at}`));
  const caller = await callerOf(hub, asking.person);
  const { replay } = createRuleTrials(hub.core);
  const turns = await turnsDuring(async () => {
    const replayed = await replay(caller, [{ effect: "allow", tool: "Bash", match: { command: "make **" } }]);
    expect(replayed.map(({ verdict }) => verdict.effect)).toEqual(Array.from({ length: 20 }, () => "allow"));
  });
  expect(turns).toBeGreaterThanOrEqual(20);
});
