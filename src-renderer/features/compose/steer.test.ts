import { expect, test } from "vitest";
import type { PersonSession } from "#contract/session.ts";
import { formatClock } from "../../state/now.ts";
import { steerOf } from "./steer.ts";

const now = new Date(2026, 10, 20, 14, 0).getTime();
const at = (hour: number, minute: number, day = 20) => new Date(2026, 10, day, hour, minute).toISOString();

interface Given {
  steering?: PersonSession["steering"];
  isListening?: boolean;
  lastAt?: string | null;
  dueReplies?: number;
  isRevoked?: boolean;
}

const steer = ({ steering, isListening = false, lastAt = null, dueReplies = 0, isRevoked = false }: Given) =>
  steerOf(
    {
      steering: steering ?? { reach: "when-back", carrier: null },
      listening: { isListening, carrier: null, lastAt },
      dueReplies,
      machine: { id: "m1", name: "studio" },
    },
    { isRevoked, now },
  );
const words = (given: Given) => steer(given).words;

test("someone who waits gets a reply at once, and the line says by what", () => {
  expect(words({ steering: { reach: "at-once", carrier: "watch" }, isListening: true })).toBe(
    "Listening now: a reply reaches it at once (watch)",
  );
  expect(words({ steering: { reach: "at-once", carrier: "queue" } })).toBe("A reply reaches it at once (its queue)");
});

test("a hook gets it at a tool call or a turn's end, and nothing sooner is promised", () => {
  expect(words({ steering: { reach: "next-tool-call", carrier: "hook" } })).toBe(
    "Will be seen at its next tool call (hook)",
  );
  expect(words({ steering: { reach: "turn-end", carrier: "hook" } })).toBe(
    "Will be seen at the end of this turn (hook)",
  );
});

test("an agent that left is said to have left, and when", () => {
  expect(words({ lastAt: at(12, 40) })).toBe(
    `Not listening since ${formatClock(at(12, 40))}: it is kept and handed over when it comes back`,
  );
  expect(words({ lastAt: at(12, 40, 19) })).toContain(`since yesterday, ${formatClock(at(12, 40))}`);
});

test("one that never listened, one that takes nothing and one that can't are told apart", () => {
  expect(words({})).toMatch(/^Has not listened yet/);
  expect(words({ steering: { reach: "never", carrier: null } })).toMatch(/^Nothing on its side takes replies now/);
  expect(words({ steering: { reach: "at-once", carrier: "watch" }, isRevoked: true })).toMatch(/^studio was revoked/);
});

test("how it works is explained only while something will carry the reply", () => {
  expect(steer({ steering: { reach: "at-once", carrier: "plugin" } }).help).toMatch(/plugin/);
  expect(steer({ steering: { reach: "when-back", carrier: "hook" } }).help).toBeNull();
  expect(steer({ steering: { reach: "at-once", carrier: null } }).help).toBeNull();
});

test("replies that wait are counted", () => {
  expect(words({ dueReplies: 1 })).toMatch(/ · 1 reply waits$/);
  expect(words({ dueReplies: 3 })).toMatch(/ · 3 replies wait$/);
});
