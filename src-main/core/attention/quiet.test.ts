import { describe, expect, test } from "vitest";
import type { AttentionKind, AttentionPreferences, QuietExceptions } from "#contract/attention.ts";
import { randomOf } from "../../testing/random.ts";
import { defaultPreferences } from "./preferences.ts";
import { heldUntil, quietUntil } from "./quiet.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Given {
  /** Quiet hours each day, e.g. `22:00-08:00`. */
  hours?: string;
  hoursLet?: QuietExceptions;
  /** Times of 2026-06-15, or later with a `+1` for the next day. */
  dnd?: string;
  dndLets?: QuietExceptions;
  snooze?: string;
}

const at = (text: string) => {
  const [time, days = "0"] = text.split("+");
  return Date.parse(`2026-06-15T${time}:00.000Z`) + Number(days) * DAY;
};
const shown = (held: { until: number; by: string } | null) =>
  held === null ? null : `${held.by} until ${new Date(held.until).toISOString().slice(8, 16)}`;

const preferencesOf = ({ hours, hoursLet = "nothing", dnd, dndLets = "nothing" }: Given): AttentionPreferences => {
  const [from = "", to = ""] = (hours ?? "00:00-00:00").split("-");
  return {
    ...defaultPreferences("UTC"),
    quietHours: {
      enabled: hours !== undefined,
      timeZone: "UTC",
      spans: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }],
      lets: hoursLet,
    },
    doNotDisturb: { until: dnd === undefined ? null : new Date(at(dnd)).toISOString(), lets: dndLets },
  };
};

describe("it is quiet for a person", () => {
  test.each<[string, Given, string, string | null]>([
    ["not at all by default", {}, "23:00", null],
    ["in their quiet hours", { hours: "22:00-08:00" }, "23:00", "quiet-hours until 16T08:00"],
    ["not before them", { hours: "22:00-08:00" }, "21:00", null],
    ["in do not disturb", { dnd: "12:30" }, "12:00", "do-not-disturb until 15T12:30"],
    ["not at its end", { dnd: "12:30" }, "12:30", null],
    ["not after it", { dnd: "12:30" }, "13:00", null],
    ["not by what lasted yesterday", { dnd: "12:30", hours: "22:00-08:00" }, "12:30", null],
    [
      "by do not disturb within quiet hours",
      { hours: "22:00-08:00", dnd: "23:30" },
      "23:00",
      "quiet-hours until 16T08:00",
    ],
    [
      "by do not disturb beyond quiet hours",
      { hours: "22:00-08:00", dnd: "09:00+1" },
      "23:00",
      "do-not-disturb until 16T09:00",
    ],
    [
      "by do not disturb into quiet hours",
      { hours: "22:00-08:00", dnd: "22:15" },
      "21:30",
      "quiet-hours until 16T08:00",
    ],
    [
      "by do not disturb up to quiet hours",
      { hours: "22:00-08:00", dnd: "22:00" },
      "21:30",
      "quiet-hours until 16T08:00",
    ],
    [
      "by do not disturb before quiet hours",
      { hours: "22:00-08:00", dnd: "21:45" },
      "21:30",
      "do-not-disturb until 15T21:45",
    ],
    ["by both to the same moment", { hours: "22:00-08:00", dnd: "08:00+1" }, "23:00", "do-not-disturb until 16T08:00"],
    ["through a night to the next", { hours: "22:00-08:00", dnd: "22:30+1" }, "21:00", "quiet-hours until 17T08:00"],
  ])("%s", (_name, given, when, expected) => {
    expect(shown(quietUntil(preferencesOf(given), at(when)))).toBe(expected);
  });

  test("for more than a week where all hours are, without asking for ever", () => {
    const until = quietUntil(preferencesOf({ hours: "00:00-00:00" }), at("12:00"))?.until ?? 0;
    expect(until - at("12:00")).toBeGreaterThan(7 * DAY);
  });
});

describe("what is kept back comes when the last of it has ended:", () => {
  const exceptNothing: Given = { hours: "22:00-08:00" };
  const excepting: Given = { hours: "22:00-08:00", hoursLet: "urgent-and-approvals" };
  test.each<[string, AttentionKind, Given, string, string | null]>([
    ["a question in quiet hours", "question", exceptNothing, "23:00", "quiet-hours until 16T08:00"],
    [
      "an approval in quiet hours that let nothing through",
      "approval",
      exceptNothing,
      "23:00",
      "quiet-hours until 16T08:00",
    ],
    ["an approval comes through where it may", "approval", excepting, "23:00", null],
    ["an urgent message, too", "urgent", excepting, "23:00", null],
    ["a question does not", "question", excepting, "23:00", "quiet-hours until 16T08:00"],
    ["nor one that waits", "waiting", excepting, "23:00", "quiet-hours until 16T08:00"],
    ["nor a mention", "mention", excepting, "23:00", "quiet-hours until 16T08:00"],
    ["nor a failure", "failed", excepting, "23:00", "quiet-hours until 16T08:00"],
    [
      "do not disturb has exceptions of its own",
      "approval",
      { dnd: "13:00", dndLets: "urgent-and-approvals" },
      "12:00",
      null,
    ],
    [
      "an approval waits for the one that lets nothing through",
      "approval",
      { ...excepting, dnd: "23:30" },
      "23:00",
      "do-not-disturb until 15T23:30",
    ],
    ["a message waits for both", "message", { ...excepting, dnd: "23:30" }, "23:00", "quiet-hours until 16T08:00"],
    [
      "a snooze keeps approvals back, too",
      "approval",
      { ...excepting, snooze: "13:00" },
      "12:00",
      "snoozed until 15T13:00",
    ],
    [
      "a snooze that ends in quiet hours",
      "message",
      { ...exceptNothing, snooze: "23:00" },
      "12:00",
      "quiet-hours until 16T08:00",
    ],
    [
      "a snooze that ends in them where it comes through",
      "urgent",
      { ...excepting, snooze: "23:00" },
      "12:00",
      "snoozed until 15T23:00",
    ],
    [
      "quiet hours that end in a snooze",
      "message",
      { ...exceptNothing, snooze: "12:00+1" },
      "23:00",
      "snoozed until 16T12:00",
    ],
    [
      "a snooze and do not disturb that end together",
      "message",
      { snooze: "13:00", dnd: "13:00" },
      "12:00",
      "snoozed until 15T13:00",
    ],
    ["a snooze that is over", "message", { snooze: "11:00" }, "12:00", null],
  ])("%s", (_name, kind, given, when, expected) => {
    const snoozedUntil = given.snooze === undefined ? null : at(given.snooze);
    expect(shown(heldUntil(kind, preferencesOf(given), snoozedUntil, at(when)))).toBe(expected);
  });
});

test("whatever is set: at each minute up to the end it is quiet until then, and at the end it is not", () => {
  const random = randomOf(11);
  const time = () =>
    `${String(Math.floor(random() * 24)).padStart(2, "0")}:${String(Math.floor(random() * 60)).padStart(2, "0")}`;
  const zones = ["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"];
  let ends = 0;
  for (let n = 0; n < 150; n += 1) {
    const start = Date.UTC(2026, 0, 1) + Math.floor(random() * 365) * DAY;
    const until = random() < 0.5 ? null : new Date(start + Math.floor(random() * DAY)).toISOString();
    const spans = Array.from({ length: Math.floor(random() * 3) }, () => ({
      days: [1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.5),
      from: time(),
      to: time(),
    }));
    const timeZone = zones[n % zones.length] ?? "UTC";
    const quietHours = { enabled: true, timeZone, spans, lets: "nothing" } as const;
    const preferences: AttentionPreferences = {
      ...defaultPreferences(timeZone),
      quietHours,
      doNotDisturb: { until, lets: "nothing" },
    };
    const end = quietUntil(preferences, start)?.until;
    if (end === undefined || end - start > 7 * DAY) continue;
    ends += 1;
    expect(quietUntil(preferences, end)).toBeNull();
    const step = Math.max(MINUTE, Math.floor((end - start) / 20));
    for (let minute = start; minute < end; minute += step) expect(quietUntil(preferences, minute)?.until).toBe(end);
  }
  expect(ends).toBeGreaterThan(20);
});
