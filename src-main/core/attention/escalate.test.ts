import { expect, test } from "vitest";
import { type AttentionKind, type AttentionPreferences, attentionKinds } from "#contract/attention.ts";
import { escalateAt } from "./escalate.ts";
import { defaultPreferences } from "./preferences.ts";

const MINUTE = 60_000;
const AT = Date.parse("2026-06-15T12:00:00.000Z");
const base = defaultPreferences("UTC");
const { escalation } = base;

const minutesAfter = (
  kind: AttentionKind,
  change: Partial<AttentionPreferences> = {},
  snoozedUntil: number | null = null,
): number | null => {
  const preferences: AttentionPreferences = { ...base, ...change };
  const at = escalateAt({ kind, at: AT }, { preferences, marks: { snoozedUntil } });
  return at === null ? null : (at - AT) / MINUTE;
};
const hours = (from: string, to: string): Partial<AttentionPreferences> => ({
  quietHours: { ...base.quietHours, enabled: true, spans: [{ days: [1], from, to }] },
});

test("only what waits for an answer is told elsewhere, too", () => {
  const kinds = attentionKinds.filter((kind) => minutesAfter(kind) !== null);
  expect(kinds).toEqual(["approval", "question", "waiting", "urgent"]);
});

test.each<[string, AttentionKind, Partial<AttentionPreferences>, number | null, number | null]>([
  ["after the minutes that are set", "question", { escalation: { ...escalation, afterMinutes: 12 } }, null, 12],
  ["never where none are set", "question", { escalation: { ...escalation, afterMinutes: null } }, null, null],
  [
    "never where it goes nowhere",
    "question",
    { escalation: { afterMinutes: 5, toPages: false, toWebhook: false } },
    null,
    null,
  ],
  [
    "never to a webhook that is not set",
    "question",
    { escalation: { afterMinutes: 5, toPages: false, toWebhook: true } },
    null,
    null,
  ],
  [
    "to a webhook alone",
    "question",
    {
      escalation: { afterMinutes: 5, toPages: false, toWebhook: true },
      webhook: { url: "https://example.org/hook" },
    },
    null,
    5,
  ],
  ["so long after the quiet hours that kept it back", "question", hours("11:00", "13:00"), null, 65],
  ["as usual where it came through them", "approval", hours("11:00", "13:00"), null, 5],
  ["at the end of quiet hours that began meanwhile", "question", hours("12:03", "13:00"), null, 60],
  ["so long after the snooze that kept it back", "approval", {}, 30, 35],
  [
    "so long after do not disturb",
    "urgent",
    { doNotDisturb: { until: "2026-06-15T12:20:00.000Z", lets: "nothing" } },
    null,
    25,
  ],
])("%s", (_name, kind, change, snoozeMinutes, expected) => {
  const snoozedUntil = snoozeMinutes === null ? null : AT + snoozeMinutes * MINUTE;
  expect(minutesAfter(kind, change, snoozedUntil)).toBe(expected);
});
