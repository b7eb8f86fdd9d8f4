import { expect, test } from "vitest";
import type { Receipt } from "#contract/receipt.ts";
import { createSteps } from "../state/discussions/steps.ts";
import { receiptSteps } from "./receipt-steps.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 14, 8, second)).toISOString();
const receipt = (state: Receipt["state"], second: number, more: Partial<Receipt> = {}): Receipt => ({
  messageId: "m1",
  state,
  carrier: null,
  at: at(second),
  handedAt: null,
  note: null,
  ...more,
});

const steps = (now: Receipt, seen: Receipt[] = []) => receiptSteps(at(0), now, seen, "SwiftHeron");

test("a reply that waits has only been written", () => {
  expect(steps(receipt("queued", 0))).toEqual([{ words: "written", at: at(0) }]);
});

test("every step that was seen is told with its time, the handover with what brought it", () => {
  const handed = receipt("handed", 3, { carrier: "hook" });
  const taken = receipt("taken", 5, { carrier: "hook" });
  expect(steps(taken, [receipt("queued", 0), handed, taken])).toEqual([
    { words: "written", at: at(0) },
    { words: "handed over by its hook", at: at(3) },
    { words: "taken up by SwiftHeron", at: at(5) },
  ]);
});

test("a handover that nobody saw is told with the time that the hub kept", () => {
  expect(steps(receipt("taken", 5, { carrier: "watch", handedAt: at(3) }))).toEqual([
    { words: "written", at: at(0) },
    { words: "handed over by its watch", at: at(3) },
    { words: "taken up by SwiftHeron", at: at(5) },
  ]);
  expect(steps(receipt("failed", 5, { note: "no such file" })).at(-1)?.words).toBe("failed: no such file");
});

test("a reply that was put back waits again", () => {
  const handed = receipt("handed", 3, { carrier: "mcp" });
  const back = receipt("queued", 63);
  expect(steps(back, [handed, back]).map(({ words }) => words)).toEqual([
    "written",
    "handed over by its MCP tool",
    "put back: waits again",
  ]);
});

test("what was seen of a receipt is remembered once each, for a bounded number of replies", () => {
  const seen = createSteps();
  const handed = receipt("handed", 3);
  seen.note(handed);
  seen.note({ ...handed });
  seen.note(receipt("taken", 4));
  expect(seen.of("m1").map(({ state }) => state)).toEqual(["handed", "taken"]);
  for (let n = 0; n < 400; n += 1) seen.note(receipt("handed", 3, { messageId: `other ${n}` }));
  expect(seen.of("m1")).toEqual([]);
  expect(seen.of("other 399")).toHaveLength(1);
});
