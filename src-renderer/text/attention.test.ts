import { expect, test } from "vitest";
import { capabilityWords, decisionWords, spanWords, targetWords } from "./attention.ts";

test("a decision is explained by its outcome, reason and time", () => {
  expect(decisionWords({ outcome: "held", reason: "quiet-hours" }, "08:00")).toBe("Kept back: quiet hours until 08:00");
  expect(decisionWords({ outcome: "shown", reason: "needs-you" }, null)).toBe("Shown: it needs you");
});

test("where it was told is said by name", () => {
  expect(targetWords({ type: "desktop", name: "studio" })).toBe("on the desktop");
  expect(targetWords({ type: "page", name: "Firefox on phone" })).toBe("in Firefox on phone");
  expect(targetWords({ type: "webhook", name: "ntfy.example" })).toBe("to ntfy.example");
});

test("what a system can do and can't is said in one line, and a problem in its stead", () => {
  const capabilities = {
    surface: "dbus",
    server: "GNOME Shell 45",
    actions: true,
    reply: false,
    update: true,
    withdraw: true,
    clicks: true,
    problem: null,
  } as const;
  expect(capabilityWords(capabilities)).toBe(
    "GNOME Shell 45: clicks open the discussion, buttons to answer, no typing into notifications, taken away when answered elsewhere.",
  );
  expect(capabilityWords({ ...capabilities, problem: "No notification service runs." })).toBe(
    "No notification service runs.",
  );
});

const day = (number: number) =>
  new Intl.DateTimeFormat(undefined, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, number));

test("quiet hours are read as days and times, over midnight too", () => {
  expect(spanWords({ days: [5, 1, 2, 3, 4], from: "22:00", to: "08:00" })).toBe(
    `${day(1)} to ${day(5)}, 22:00 to 08:00 of the next day`,
  );
  expect(spanWords({ days: [6, 7], from: "09:00", to: "12:00" })).toBe(`${day(6)}, ${day(7)}, 09:00 to 12:00`);
  expect(spanWords({ days: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "12:00" })).toMatch(/^every day, .+ next day$/);
});
