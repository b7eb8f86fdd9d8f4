import { describe, expect, test } from "vitest";
import type { QuietHours, QuietSpan } from "#contract/attention.ts";
import { randomOf } from "../../testing/random.ts";
import { quietTimesByTheClock } from "../../testing/wall-clock.ts";
import { endOfQuietHours, nextQuietHoursAt } from "./quiet-hours.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

const hoursOf = (timeZone: string, ...spans: QuietSpan[]): QuietHours => ({
  enabled: true,
  timeZone,
  spans,
  lets: "nothing",
});
const night: QuietSpan = { days: everyDay, from: "22:00", to: "08:00" };
/** Any day at a time, e.g. `daily("02:30", "05:00")`. */
const daily = (from: string, to: string): QuietSpan => ({ days: everyDay, from, to });
const at = (text: string) => Date.parse(text);
const endOf = (hours: QuietHours, when: string) => {
  const end = endOfQuietHours(hours, at(when));
  return end === null ? null : new Date(end).toISOString();
};
const nextOf = (hours: QuietHours, when: string) => {
  const next = nextQuietHoursAt(hours, at(when));
  return next === null ? null : new Date(next).toISOString();
};

describe("quiet hours end", () => {
  test.each<[string, QuietHours, string, string | null]>([
    ["in the morning", hoursOf("UTC", night), "2026-06-15T23:00:00Z", "2026-06-16T08:00:00.000Z"],
    ["in the morning, after midnight too", hoursOf("UTC", night), "2026-06-16T03:00:00Z", "2026-06-16T08:00:00.000Z"],
    ["they begin with their first moment", hoursOf("UTC", night), "2026-06-15T22:00:00Z", "2026-06-16T08:00:00.000Z"],
    ["not before they begin", hoursOf("UTC", night), "2026-06-15T21:59:59.999Z", null],
    ["not in their last moment", hoursOf("UTC", night), "2026-06-16T08:00:00Z", null],
    ["in the person's time zone", hoursOf("Asia/Kathmandu", night), "2026-06-15T17:00:00Z", "2026-06-16T02:15:00.000Z"],
    [
      "by the day they began on",
      hoursOf("UTC", { ...night, days: [5] }),
      "2026-06-20T03:00:00Z",
      "2026-06-20T08:00:00.000Z",
    ],
    ["and not on other days", hoursOf("UTC", { ...night, days: [5] }), "2026-06-21T03:00:00Z", null],
    [
      "after spans that overlap",
      hoursOf("UTC", daily("22:00", "06:00"), daily("05:00", "09:00")),
      "2026-06-15T23:00:00Z",
      "2026-06-16T09:00:00.000Z",
    ],
    [
      "after spans that touch",
      hoursOf("UTC", daily("22:00", "00:00"), daily("00:00", "07:00")),
      "2026-06-15T23:00:00Z",
      "2026-06-16T07:00:00.000Z",
    ],
    [
      "after a span within another",
      hoursOf("UTC", daily("20:00", "08:00"), daily("23:00", "01:00")),
      "2026-06-15T23:30:00Z",
      "2026-06-16T08:00:00.000Z",
    ],
    [
      "after a weekend of nights and whole days",
      hoursOf(
        "UTC",
        { days: [1, 2, 3, 4, 5], from: "18:00", to: "08:00" },
        { days: [6, 7], from: "00:00", to: "00:00" },
      ),
      "2026-06-19T19:00:00Z",
      "2026-06-22T00:00:00.000Z",
    ],
    [
      "after a whole day from noon",
      hoursOf("UTC", { days: [1], from: "12:00", to: "12:00" }),
      "2026-06-16T11:59:00Z",
      "2026-06-16T12:00:00.000Z",
    ],
    ["never where they are off", { ...hoursOf("UTC", night), enabled: false }, "2026-06-15T23:00:00Z", null],
    ["never where there are none", hoursOf("UTC"), "2026-06-15T23:00:00Z", null],
  ])("%s", (_name, hours, when, end) => expect(endOf(hours, when)).toBe(end));

  test("more than a week away where all hours are quiet", () => {
    const end = endOfQuietHours(hoursOf("Europe/Berlin", daily("00:00", "00:00")), at("2026-06-15T12:00:00Z"));
    expect((end ?? 0) - at("2026-06-15T12:00:00Z")).toBeGreaterThan(7 * DAY);
    expect((end ?? 0) - at("2026-06-15T12:00:00Z")).toBeLessThan(10 * DAY);
  });

  test("at another moment when the person's time zone is another one", () => {
    const when = "2026-06-15T23:00:00Z";
    const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"];
    expect(zones.map((zone) => endOf(hoursOf(zone, night), when))).toEqual([
      "2026-06-16T06:00:00.000Z",
      null,
      null,
      null,
    ]);
    expect(endOf(hoursOf("Pacific/Kiritimati", night), "2026-06-15T12:00:00Z")).toBe("2026-06-15T18:00:00.000Z");
  });
});

describe("where a clock is set", () => {
  test.each<[string, string, QuietSpan, string, string]>([
    // Berlin: 02:00 → 03:00 on 2026-03-29 at 01:00Z; 03:00 → 02:00 on 2026-10-25 at 01:00Z.
    [
      "a night is an hour shorter in spring",
      "Europe/Berlin",
      night,
      "2026-03-28T21:00:00Z",
      "2026-03-29T06:00:00.000Z",
    ],
    ["and longer in autumn", "Europe/Berlin", night, "2026-10-24T20:00:00Z", "2026-10-25T07:00:00.000Z"],
    [
      "one that begins at a time that is skipped begins when that happens",
      "Europe/Berlin",
      daily("02:30", "05:00"),
      "2026-03-29T01:00:00Z",
      "2026-03-29T03:00:00.000Z",
    ],
    [
      "one that ends at a time that is skipped ends when that happens",
      "Europe/Berlin",
      daily("01:00", "02:30"),
      "2026-03-29T00:30:00Z",
      "2026-03-29T01:00:00.000Z",
    ],
    [
      "one that begins at a time that comes twice begins with the first",
      "Europe/Berlin",
      daily("02:30", "05:00"),
      "2026-10-25T00:30:00Z",
      "2026-10-25T04:00:00.000Z",
    ],
    [
      "one that ends at a time that comes twice ends with the second",
      "Europe/Berlin",
      daily("01:00", "02:30"),
      "2026-10-25T00:45:00Z",
      "2026-10-25T01:30:00.000Z",
    ],
    // Lord Howe: 02:00 +11 → 01:30 +10:30 on 2026-04-04T15:00Z; 02:00 → 02:30 on 2026-10-03T15:30Z.
    [
      "by half an hour, too, in autumn",
      "Australia/Lord_Howe",
      daily("01:00", "01:45"),
      "2026-04-04T14:30:00Z",
      "2026-04-04T15:15:00.000Z",
    ],
    [
      "by half an hour, too, in spring",
      "Australia/Lord_Howe",
      daily("02:15", "06:00"),
      "2026-10-03T15:30:00Z",
      "2026-10-03T19:00:00.000Z",
    ],
    // Santiago: 24:00 → 23:00 on 2026-04-05T03:00Z; 00:00 → 01:00 on 2026-09-06T04:00Z.
    [
      "at midnight, too: a day without its first hour",
      "America/Santiago",
      daily("00:00", "07:00"),
      "2026-09-06T04:00:00Z",
      "2026-09-06T10:00:00.000Z",
    ],
    [
      "at midnight, too: an evening with an hour more",
      "America/Santiago",
      daily("23:30", "00:30"),
      "2026-04-05T02:30:00Z",
      "2026-04-05T04:30:00.000Z",
    ],
    // Apia left out 2011-12-30.
    [
      "by a whole day that is left out",
      "Pacific/Apia",
      { days: [5], from: "22:00", to: "08:00" },
      "2011-12-30T10:00:00Z",
      "2011-12-30T18:00:00.000Z",
    ],
  ])("%s", (_name, zone, span, when, end) => expect(endOf(hoursOf(zone, span), when)).toBe(end));

  test("a span of which all times are skipped is not there on that day", () => {
    const hours = hoursOf("Europe/Berlin", daily("02:15", "02:45"));
    expect(endOf(hours, "2026-03-29T01:00:00Z")).toBeNull();
    expect(nextOf(hours, "2026-03-29T00:00:00Z")).toBe("2026-03-30T00:15:00.000Z");
  });
});

describe("quiet hours begin next", () => {
  test.each<[string, QuietHours, string, string | null]>([
    ["today", hoursOf("UTC", night), "2026-06-15T12:00:00Z", "2026-06-15T22:00:00.000Z"],
    ["tomorrow when today's began", hoursOf("UTC", night), "2026-06-15T22:00:00Z", "2026-06-16T22:00:00.000Z"],
    ["next week", hoursOf("UTC", { ...night, days: [1] }), "2026-06-15T22:00:00Z", "2026-06-22T22:00:00.000Z"],
    ["never where they are off", { ...hoursOf("UTC", night), enabled: false }, "2026-06-15T12:00:00Z", null],
    ["never where there are none", hoursOf("UTC"), "2026-06-15T12:00:00Z", null],
  ])("%s", (_name, hours, when, next) => expect(nextOf(hours, when)).toBe(next));
});

/** The quiet times as one who follows them from one moment to the next finds them. */
const quietTimes = (hours: QuietHours, from: number, to: number): [number, number][] => {
  const found: [number, number][] = [];
  for (let now = from; now < to; ) {
    const end = endOfQuietHours(hours, now);
    const next = end === null ? nextQuietHoursAt(hours, now) : null;
    if (end !== null) found.push([now, end]);
    now = end ?? next ?? to;
  }
  return found;
};

const clip = (times: [number, number][], from: number, to: number) =>
  times.flatMap(([begin, end]): [string, string][] =>
    end <= from || begin >= to
      ? []
      : [[new Date(Math.max(begin, from)).toISOString(), new Date(Math.min(end, to)).toISOString()]],
  );

const randomSpans = (random: () => number): QuietSpan[] => {
  const time = () => {
    // Half of them are near the hours in which clocks are set.
    const minute = random() < 0.5 ? Math.floor(random() * 1440) : (Math.floor(random() * 5 * 60) + 1440 - 60) % 1440;
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  };
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const days = everyDay.filter(() => random() < 0.6);
    return { days: days.length === 0 ? [7] : days, from: time(), to: time() };
  });
};

const offsetOn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset", year: "numeric" });
  return (day: number) => format.formatToParts(day).find(({ type }) => type === "timeZoneName")?.value;
};
/** The days around each on which clocks are set. */
const weeksOfChange = (timeZone: string, year: number): [number, number][] => {
  const offset = offsetOn(timeZone);
  const days = Array.from({ length: 366 }, (_, n) => Date.UTC(year, 0, 1) + n * DAY);
  return days.flatMap((day): [number, number][] =>
    offset(day) === offset(day + DAY) ? [] : [[day - 2 * DAY, day + 3 * DAY]],
  );
};

/** What one finds who follows them, and what one sees who looks at a clock. */
const bothWays = (hours: QuietHours, [from, to]: [number, number], random: () => number) => {
  const lastSeen = to + 5 * DAY;
  const seen = quietTimesByTheClock(hours, from - 2 * DAY, lastSeen);
  const moments = Array.from({ length: 5 }, () => from + Math.floor(random() * (to - from)));
  const seenEnd = (now: number) => seen.find(([begin, end]) => begin <= now && now < end)?.[1] ?? null;
  const foundEnd = (now: number) => {
    const end = endOfQuietHours(hours, now);
    return end === null ? null : Math.min(end, lastSeen);
  };
  return {
    found: { hours, times: clip(quietTimes(hours, from, to), from, to), ends: moments.map(foundEnd) },
    byTheClock: { hours, times: clip(seen, from, to), ends: moments.map(seenEnd) },
  };
};

describe("quiet hours are what a clock on the wall shows, minute by minute,", () => {
  test.each([
    ["Europe/Berlin", 2026],
    ["America/New_York", 2026],
    ["America/St_Johns", 2026],
    ["America/Santiago", 2026],
    ["Africa/Cairo", 2026],
    ["Africa/Casablanca", 2026],
    ["Asia/Beirut", 2026],
    ["Australia/Lord_Howe", 2026],
    ["Pacific/Chatham", 2026],
    ["Antarctica/Troll", 2026],
    ["Pacific/Apia", 2011],
    ["Pacific/Kiritimati", 1994],
  ])("when clocks are set in %s", (timeZone, year) => {
    const random = randomOf(year * timeZone.length + timeZone.charCodeAt(timeZone.length - 1));
    const weeks = weeksOfChange(timeZone, year);
    expect(weeks).not.toEqual([]);
    for (const week of weeks) {
      const fixed = [[night], [daily("02:15", "02:45")], [daily("01:30", "02:00")], [daily("23:00", "00:00")]];
      for (const spans of [...fixed, ...Array.from({ length: 6 }, () => randomSpans(random))]) {
        const { found, byTheClock } = bothWays(hoursOf(timeZone, ...spans), week, random);
        expect(found).toEqual(byTheClock);
      }
    }
  });

  test.each([
    ["Europe/Berlin", 2026],
    ["Asia/Kathmandu", 2026],
  ])("all through a year in %s", (timeZone, year) => {
    const span: QuietSpan = { days: [1, 2, 4, 7], from: "21:10", to: "06:50" };
    const whole: [number, number] = [Date.UTC(year, 0, 3), Date.UTC(year + 1, 0, 3)];
    const { found, byTheClock } = bothWays(hoursOf(timeZone, span), whole, randomOf(year));
    expect(found).toEqual(byTheClock);
  });
});

test("quiet hours last at every minute up to their end, and not at it", () => {
  const random = randomOf(3);
  const hours = hoursOf("Europe/Berlin", { days: [1, 3, 6], from: "21:30", to: "06:15" }, daily("05:00", "07:10"));
  for (let n = 0; n < 100; n += 1) {
    const now = at("2026-01-01T00:00:00Z") + Math.floor(random() * 365 * DAY);
    const end = endOfQuietHours(hours, now);
    if (end === null) continue;
    for (let minute = now; minute < end; minute += 7 * MINUTE) expect(endOfQuietHours(hours, minute)).toBe(end);
    expect(endOfQuietHours(hours, end - 1)).toBe(end);
    expect(endOfQuietHours(hours, end)).toBeNull();
  }
});
