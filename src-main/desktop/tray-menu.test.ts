import { expect, test } from "vitest";
import { type TrayEntry, trayMenu } from "./tray-menu.ts";

const NOON = new Date(2026, 5, 15, 12).getTime();
const HOUR = 3_600_000;

type Now = Parameters<typeof trayMenu>[0]["now"];

const named = (title: string, more: Partial<Now["needs"][number]> = {}): Now["needs"][number] => ({
  sessionId: `id of ${title}`,
  title,
  agent: "SwiftHeron",
  machine: "studio",
  messageSeq: 7,
  why: "approval",
  ...more,
});
const desk = (more: Partial<Now> = {}): Now => {
  const { needs = [], working = [] } = more;
  const counts = { needs: needs.length, working: working.length };
  return { needs, working, counts, doNotDisturbUntil: null, quiet: null, ...more };
};
const offers = [
  { choice: "30-minutes", until: NOON + HOUR / 2 },
  { choice: "1-hour", until: NOON + HOUR },
  { choice: "tomorrow", until: NOON + 20 * HOUR },
] as const;
const menu = (more: Partial<Now> = {}, at = NOON) => trayMenu({ now: desk(more), offers, at, locale: "en-GB" });

const labels = (entries: readonly TrayEntry[]) =>
  entries.map((entry) => (entry.type === "separator" ? "---" : entry.label));
const actOf = (entries: readonly TrayEntry[], label: string): unknown => {
  for (const entry of entries) {
    if (entry.type === "submenu") {
      const found = actOf(entry.entries, label);
      if (found !== undefined) return found;
    }
    if (entry.type === "act" && entry.label === label) return entry.act;
  }
  return undefined;
};

test("the menu of a hub where nothing happens has what is always there", () => {
  expect(labels(menu())).toEqual([
    "Nobody needs you",
    "---",
    "Pause notifications",
    "---",
    "Copy the hub's address",
    "Join a machine…",
    "---",
    "Open Muster",
    "Settings…",
    "Quit Muster",
  ]);
  expect(actOf(menu(), "Join a machine…")).toEqual({ do: "open", place: { to: "join" } });
  expect(actOf(menu(), "Settings…")).toEqual({ do: "open", place: { to: "settings" } });
});

test("who needs the person stands first and opens at what is asked; who works opens at its newest", () => {
  const entries = menu({
    needs: [
      named("Ship it"),
      named("Choose", { why: "question" }),
      named("Wait", { why: "waiting", messageSeq: null }),
    ],
    working: [named("Zebra"), named("Apple")],
  });
  expect(labels(entries).slice(0, 8)).toEqual([
    "3 need you",
    "Ship it · asks for approval · SwiftHeron on studio",
    "Choose · asks you · SwiftHeron on studio",
    "Wait · waits for you · SwiftHeron on studio",
    "---",
    "2 working",
    "Apple · SwiftHeron on studio",
    "Zebra · SwiftHeron on studio",
  ]);
  const place = { to: "session", sessionId: "id of Ship it", messageSeq: 7 };
  expect(actOf(entries, "Ship it · asks for approval · SwiftHeron on studio")).toEqual({ do: "open", place });
  const apple = { to: "session", sessionId: "id of Apple", messageSeq: null };
  expect(actOf(entries, "Apple · SwiftHeron on studio")).toEqual({ do: "open", place: apple });
});

test("what works keeps its place in the menu, whoever says something", () => {
  const [one, two] = [named("One"), named("Two")];
  expect(menu({ working: [one, two] })).toEqual(menu({ working: [two, { ...one, messageSeq: 99 }] }));
});

test("of many the first ten are there, and how many more", () => {
  const many = Array.from({ length: 17 }, (_, index) => named(`Task ${String(index).padStart(2, "0")}`));
  const entries = labels(menu({ needs: many.slice(0, 12), working: many }));
  expect(entries[0]).toBe("12 need you");
  expect(entries[11]).toBe("And 2 more…");
  expect(entries.filter((label) => label.startsWith("Task"))).toHaveLength(20);
  expect(entries).toContain("And 7 more…");
  expect(actOf(menu({ working: many }), "And 7 more…")).toEqual({ do: "open", place: null });
});

test("words of agents are cut, and stay words", () => {
  const long = named(`R&D\n${"x".repeat(100)}`, { agent: "a".repeat(60), machine: "b&b" });
  const [, label] = labels(menu({ needs: [long] }));
  expect(label).toMatch(/^R&&D x+… · asks for approval · a+… on b&&b$/);
  expect(label?.length).toBeLessThan(120);
});

test("notifications can be paused, and resumed while they are", () => {
  const before = menu();
  expect(actOf(before, "For 30 minutes")).toEqual({ do: "pause", choice: "30-minutes" });
  expect(actOf(before, "For 1 hour")).toEqual({ do: "pause", choice: "1-hour" });
  expect(actOf(before, "Until tomorrow, Tue 08:00")).toEqual({ do: "pause", choice: "tomorrow" });
  expect(actOf(before, "Resume notifications")).toBeUndefined();
  const until = NOON + HOUR;
  const paused = menu({ doNotDisturbUntil: until, quiet: { until, by: "do-not-disturb" } });
  expect(labels(paused).slice(2, 5)).toEqual([
    "Notifications are paused until 13:00",
    "Resume notifications",
    "Pause notifications",
  ]);
  expect(actOf(paused, "Resume notifications")).toEqual({ do: "pause", choice: null });
});

test("quiet hours are named, and can't be resumed", () => {
  const entries = menu({ quiet: { until: NOON + 20 * HOUR, by: "quiet-hours" } });
  expect(labels(entries)).toContain("Quiet hours until Tue 08:00");
  expect(labels(entries)).not.toContain("Resume notifications");
});

test("the menu does not change by the minute", () => {
  expect(menu({}, NOON + 60_000)).toEqual(menu());
});
