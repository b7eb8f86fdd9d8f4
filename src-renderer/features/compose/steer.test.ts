import { expect, test } from "vitest";
import type { PersonSession } from "#contract/session.ts";
import { formatClock } from "../../state/now.ts";
import { steerOf } from "./steer.ts";

const now = new Date(2026, 10, 20, 14, 0).getTime();
const at = (hour: number, minute: number, day = 20) => new Date(2026, 10, day, hour, minute).toISOString();

const words = (listening: PersonSession["listening"], dueReplies = 0, isRevoked = false) =>
  steerOf({ listening, dueReplies, machine: { id: "m1", name: "studio" } }, { isRevoked, now }).words;

test("someone who waits gets a reply at once", () => {
  expect(words({ isListening: true, carrier: "watch", lastAt: null })).toBe(
    "Listening now: a reply reaches it at once",
  );
});

test("a hook gets it at the agent's next tool call, and nothing sooner is promised", () => {
  expect(words({ isListening: true, carrier: "hook", lastAt: null })).toBe(
    "A reply will be seen at its next tool call",
  );
});

test("an agent that left is said to have left, and when", () => {
  expect(words({ isListening: false, carrier: null, lastAt: at(12, 40) })).toBe(
    `Not listening since ${formatClock(at(12, 40))}: a reply is kept and handed over when it comes back`,
  );
  expect(words({ isListening: false, carrier: null, lastAt: at(12, 40, 19) })).toContain(
    `since yesterday, ${formatClock(at(12, 40))}`,
  );
});

test("one that never listened and one that can't are told apart", () => {
  expect(words({ isListening: false, carrier: null, lastAt: null })).toMatch(/^Has not listened yet/);
  expect(words({ isListening: true, carrier: "watch", lastAt: null }, 0, true)).toMatch(/^studio was revoked/);
});

test("replies that wait are counted", () => {
  expect(words({ isListening: false, carrier: null, lastAt: null }, 1)).toMatch(/ · 1 reply waits$/);
  expect(words({ isListening: false, carrier: null, lastAt: null }, 3)).toMatch(/ · 3 replies wait$/);
});
