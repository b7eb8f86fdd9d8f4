import { expect, test } from "vitest";
import { someTurns } from "../testing/turns.ts";
import { type Change, createChanges } from "./changes.ts";

const change = (sessionId: string): Change => ({ type: "session-deleted", sessionId });

const start = () => {
  const errors: object[] = [];
  const logger = { info: () => {}, warn: () => {}, error: (fields: object) => void errors.push(fields) };
  const changes = createChanges(logger);
  return { changes, errors };
};

test("changes are told in order, not before the next turn of the event loop", async () => {
  const { changes } = start();
  const told: Change[] = [];
  changes.subscribe((one) => told.push(one));
  changes.publish(change("a"), change("b"));
  changes.publish(change("c"));
  await Promise.resolve();
  expect(told).toEqual([]);
  await someTurns(2);
  expect(told).toEqual([change("a"), change("b"), change("c")]);
  changes.publish(change("d"));
  await someTurns(2);
  expect(told).toEqual([change("a"), change("b"), change("c"), change("d")]);
});

test("a subscriber that fails keeps none from the others, and is logged without what was said", async () => {
  const { changes, errors } = start();
  const told: Change[] = [];
  changes.subscribe(() => {
    throw new Error("broken");
  });
  changes.subscribe((one) => told.push(one));
  changes.publish(change("a"), change("b"));
  await someTurns(2);
  expect(told).toHaveLength(2);
  expect(errors).toEqual([
    { error: "Error: broken", change: "session-deleted" },
    { error: "Error: broken", change: "session-deleted" },
  ]);
});

test("who unsubscribes hears no more, and a flush tells at once", () => {
  const { changes } = start();
  const told: Change[] = [];
  const stop = changes.subscribe((one) => told.push(one));
  changes.publish(change("a"));
  changes.flush();
  stop();
  changes.publish(change("b"));
  changes.flush();
  expect(told).toEqual([change("a")]);
});

test("what a subscriber publishes itself is told after", async () => {
  const { changes } = start();
  const told: string[] = [];
  changes.subscribe((one) => {
    if (one.type !== "session-deleted") return;
    told.push(one.sessionId);
    if (one.sessionId === "a") changes.publish(change("from a"));
  });
  changes.publish(change("a"), change("b"));
  await someTurns(3);
  expect(told).toEqual(["a", "b", "from a"]);
});
