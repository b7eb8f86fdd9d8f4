import { describe, expect, test } from "vitest";
import { type AttentionKind, type AttentionPreferences, attentionKinds, attentionLevels } from "#contract/attention.ts";
import { randomOf } from "../../testing/random.ts";
import { decide } from "./decide.ts";
import type { Happening, Situation, Verdict } from "./happening.ts";
import { defaultPreferences } from "./preferences.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-06-15T12:00:00.000Z");
const instant = (ms: number) => new Date(ms).toISOString();

const base = defaultPreferences("UTC");
const preferences: AttentionPreferences = { ...base, stalled: true, pages: true, level: "all" };
const calm: Situation = {
  now: NOW,
  preferences,
  marks: { muted: false, snoozedUntil: null, level: null, readSeq: 6 },
  target: { type: "desktop", id: "desktop" },
  isOn: true,
  hasSurface: true,
  isLooking: false,
  wasShown: false,
  isOver: false,
  isEscalated: false,
  bundle: null,
};
const happening = (kind: AttentionKind, change: Partial<Happening> = {}): Happening => ({
  id: `${kind}:1`,
  kind,
  sessionId: "s1",
  messageSeq: 7,
  at: NOW,
  ...change,
});

const prefer = (change: Partial<AttentionPreferences>): Partial<Situation> => ({
  preferences: { ...preferences, ...change },
});
const mark = (change: Partial<Situation["marks"]>): Partial<Situation> => ({ marks: { ...calm.marks, ...change } });
const quiet = (lets: AttentionPreferences["quietHours"]["lets"]) =>
  prefer({
    quietHours: { enabled: true, timeZone: "UTC", spans: [{ days: [1], from: "11:00", to: "13:00" }], lets },
  });
const dnd = (lets: AttentionPreferences["doNotDisturb"]["lets"]) =>
  prefer({ doNotDisturb: { until: instant(NOW + 30 * MINUTE), lets } });
const page = { target: { type: "page", id: "d1" } } as const;
const hook = { target: { type: "webhook", id: "webhook" } } as const;
const webhook = { url: "https://example.org/hook" };
const started = (msAgo: number): Partial<Situation> => ({
  bundle: { noticeId: "n1", startedAt: NOW - msAgo, count: 1 },
});

/** What each row of the table is about, by its name there. */
const situations: Record<string, Partial<Situation>> = {
  "level all": prefer({ level: "all" }),
  "level needs-me": prefer({ level: "needs-me" }),
  "level none": prefer({ level: "none" }),
  "own level all, else none": { ...prefer({ level: "none" }), ...mark({ level: "all" }) },
  "own level needs-me": mark({ level: "needs-me" }),
  "own level none": mark({ level: "none" }),
  "done and quiet unwanted": prefer({ done: false, stalled: false }),
  muted: mark({ muted: true }),
  "muted, own level all": mark({ muted: true, level: "all" }),
  snoozed: mark({ snoozedUntil: NOW + MINUTE }),
  "snooze over": mark({ snoozedUntil: NOW }),
  "quiet hours": quiet("nothing"),
  "quiet hours, exceptions": quiet("urgent-and-approvals"),
  "do not disturb": dnd("nothing"),
  "do not disturb, exceptions": dnd("urgent-and-approvals"),
  looking: { isLooking: true },
  "read up to it": mark({ readSeq: 7 }),
  "told here before": { wasShown: true },
  over: { isOver: true },
  "target off": { isOn: false },
  "no surface": { hasSurface: false },
  "page at once": page,
  "page, at once off": { ...page, ...prefer({ pages: false }) },
  "page, escalated": { ...page, ...prefer({ pages: false }), isEscalated: true },
  "page, never": {
    ...page,
    ...prefer({ pages: false, escalation: { afterMinutes: 5, toPages: false, toWebhook: true } }),
    isEscalated: true,
  },
  "page, escalated, quiet hours": { ...page, ...quiet("nothing"), isEscalated: true },
  webhook: { ...hook, ...prefer({ webhook }) },
  "webhook, escalated": { ...hook, ...prefer({ webhook }), isEscalated: true },
  "webhook, escalated, none set": { ...hook, isEscalated: true },
  "after 3 s of the same": started(3000),
  "after 10 s of the same": started(10_000),
  "the clock went back": started(-1),
};

// `needs` and `wanted`: shown for this reason. `add`: changes what is there. `~`: kept back. All else: not told, and why.
const table = `
                             | approval | question | waiting  | urgent   | mention  | failed   | done     | stalled  | message
level all                    | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
level needs-me               | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | level
level none                   | level    | level    | level    | level    | level    | level    | level    | level    | level
own level all, else none     | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
own level needs-me           | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | level
own level none               | level    | level    | level    | level    | level    | level    | level    | level    | level
done and quiet unwanted      | needs    | needs    | needs    | needs    | needs    | needs    | kind-off | kind-off | wanted
muted                        | muted    | muted    | muted    | muted    | muted    | muted    | muted    | muted    | muted
muted, own level all         | muted    | muted    | muted    | muted    | muted    | muted    | muted    | muted    | muted
snoozed                      | ~snoozed | ~snoozed | ~snoozed | ~snoozed | ~snoozed | ~snoozed | ~snoozed | ~snoozed | ~snoozed
snooze over                  | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
quiet hours                  | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours
quiet hours, exceptions      | needs    | ~hours   | ~hours   | needs    | ~hours   | ~hours   | ~hours   | ~hours   | ~hours
do not disturb               | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd
do not disturb, exceptions   | needs    | ~dnd     | ~dnd     | needs    | ~dnd     | ~dnd     | ~dnd     | ~dnd     | ~dnd
looking                      | looking  | looking  | looking  | looking  | looking  | looking  | looking  | looking  | looking
read up to it                | read     | read     | read     | read     | read     | read     | read     | read     | read
told here before             | already  | already  | already  | already  | already  | already  | already  | already  | already
over                         | over     | over     | over     | over     | over     | over     | over     | over     | over
target off                   | off      | off      | off      | off      | off      | off      | off      | off      | off
no surface                   | surface  | surface  | surface  | surface  | surface  | surface  | surface  | surface  | surface
page at once                 | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
page, at once off            | off      | off      | off      | off      | off      | off      | off      | off      | off
page, escalated              | escal    | escal    | escal    | escal    | escal    | escal    | escal    | escal    | escal
page, never                  | off      | off      | off      | off      | off      | off      | off      | off      | off
page, escalated, quiet hours | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours   | ~hours
webhook                      | off      | off      | off      | off      | off      | off      | off      | off      | off
webhook, escalated           | escal    | escal    | escal    | escal    | escal    | escal    | escal    | escal    | escal
webhook, escalated, none set | off      | off      | off      | off      | off      | off      | off      | off      | off
after 3 s of the same        | needs    | needs    | add      | add      | add      | add      | add      | add      | add
after 10 s of the same       | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
the clock went back          | needs    | needs    | needs    | needs    | needs    | needs    | wanted   | wanted   | wanted
`;

/** How the cells of the table are written out. */
const words: Record<string, string> = {
  needs: "show needs-you",
  wanted: "show wanted",
  escal: "show escalated",
  add: "add bundled",
  "~snoozed": "hold snoozed until 12:01",
  "~hours": "hold quiet-hours until 13:00",
  "~dnd": "hold do-not-disturb until 12:30",
  already: "drop already-shown",
  surface: "drop no-surface",
};
const told = (verdict: Verdict) => {
  const { act, reason } = verdict;
  return act === "hold" ? `${act} ${reason} until ${instant(verdict.until).slice(11, 16)}` : `${act} ${reason}`;
};

const [[, ...header] = [], ...rows] = table
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()));
const cases = rows.flatMap(([name = "", ...cells]) =>
  cells.map((cell, index) => ({ name, kind: header[index] as AttentionKind, expected: words[cell] ?? `drop ${cell}` })),
);

describe("of each kind of thing in each situation it is decided:", () => {
  test("the table names every kind and every situation", () => {
    expect(header.toSorted()).toEqual(attentionKinds.toSorted());
    expect(rows.map(([name]) => name)).toEqual(Object.keys(situations));
  });
  test.each(cases)("$name, $kind: $expected", ({ name, kind, expected }) => {
    expect(told(decide(happening(kind), { ...calm, ...situations[name] }))).toBe(expected);
  });
});

describe("of several reasons the first of these is named:", () => {
  const all: [string, Partial<Situation>][] = [
    ["over", { isOver: true }],
    ["read", {}],
    ["already-shown", { wasShown: true }],
    ["muted", {}],
    ["level", {}],
    ["kind-off", {}],
    ["looking", { isLooking: true }],
    ["off", { isOn: false }],
    ["no-surface", { hasSurface: false }],
    ["snoozed", {}],
  ];
  test.each(all.map(([reason], index) => [reason, index] as const))("%s", (reason, index) => {
    const rest = new Set(all.slice(index).map(([name]) => name));
    const situation: Situation = {
      ...calm,
      ...Object.assign({}, ...all.slice(index).map(([, change]) => change)),
      preferences: { ...preferences, done: !rest.has("kind-off") },
      marks: {
        readSeq: rest.has("read") ? 7 : 0,
        muted: rest.has("muted"),
        level: rest.has("level") ? "none" : null,
        snoozedUntil: NOW + MINUTE,
      },
    };
    expect(decide(happening("done"), situation)).toMatchObject({ reason });
  });

  test("of those that end, the one that lasts longest", () => {
    const both = { ...quiet("nothing"), ...mark({ snoozedUntil: NOW + 2 * 60 * MINUTE }) };
    expect(told(decide(happening("message"), { ...calm, ...both }))).toBe("hold snoozed until 14:00");
    const short = { ...quiet("nothing"), ...mark({ snoozedUntil: NOW + MINUTE }) };
    expect(told(decide(happening("message"), { ...calm, ...short }))).toBe("hold quiet-hours until 13:00");
  });
});

test("what came with no message can't be read, only over", () => {
  const read = { ...calm, ...mark({ readSeq: 1000 }) };
  expect(decide(happening("stalled", { messageSeq: null }), read)).toMatchObject({ act: "show" });
  expect(decide(happening("waiting", { messageSeq: null }), { ...read, isOver: true })).toMatchObject({
    reason: "over",
  });
});

describe("how loud it is", () => {
  test.each<[AttentionKind, string]>([
    ["urgent", "urgent"],
    ["approval", "normal"],
    ["question", "normal"],
    ["waiting", "normal"],
    ["mention", "normal"],
    ["failed", "normal"],
    ["done", "normal"],
    ["message", "normal"],
    ["stalled", "silent"],
  ])("%s: %s", (kind, loudness) => {
    const sound = loudness !== "silent";
    expect(decide(happening(kind), calm)).toMatchObject({ loudness, sound });
    expect(decide(happening(kind), { ...calm, ...prefer({ sound: false }) })).toMatchObject({ loudness, sound: false });
  });

  test("one that is only changed makes no sound again", () => {
    const verdict = decide(happening("urgent"), { ...calm, ...started(1) });
    expect(verdict).toMatchObject({ act: "add", noticeId: "n1", loudness: "urgent", sound: false });
  });
});

/** A situation at random, of all that can be set. */
const anySituation = (random: () => number): Situation => {
  const maybe = (share = 0.3) => random() < share;
  const of = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const lets = () => of(["nothing", "urgent-and-approvals"] as const);
  const soon = () => NOW + Math.floor((random() - 0.4) * 120) * MINUTE;
  return {
    now: NOW,
    preferences: {
      level: of(["all", ...attentionLevels]),
      done: maybe(0.8),
      stalled: maybe(0.8),
      sound: maybe(),
      pages: maybe(),
      quietHours: {
        enabled: maybe(),
        timeZone: "UTC",
        spans: [{ days: [1], from: "11:00", to: "13:00" }],
        lets: lets(),
      },
      doNotDisturb: { until: maybe() ? instant(soon()) : null, lets: lets() },
      escalation: { afterMinutes: of([null, 5]), toPages: maybe(), toWebhook: maybe() },
      webhook: maybe() ? webhook : null,
    },
    marks: {
      muted: maybe(0.1),
      snoozedUntil: maybe() ? soon() : null,
      level: maybe() ? of(attentionLevels) : null,
      readSeq: of([0, 0, 7]),
    },
    target: of([calm.target, page.target, hook.target]),
    isOn: !maybe(0.1),
    hasSurface: !maybe(0.1),
    isLooking: maybe(0.1),
    wasShown: maybe(0.1),
    isOver: maybe(0.1),
    isEscalated: maybe(),
    bundle: maybe() ? { noticeId: "n1", startedAt: NOW - Math.floor(random() * 20_000), count: 1 } : null,
  };
};

describe("whatever is set", () => {
  const random = randomOf(5);
  const tried = Array.from({ length: 10_000 }, () => {
    const kind = attentionKinds[Math.floor(random() * attentionKinds.length)] as AttentionKind;
    const situation = anySituation(random);
    return { kind, situation, verdict: decide(happening(kind), situation) };
  });
  const shown = tried.filter(({ verdict }) => verdict.act === "show" || verdict.act === "add");
  const held = tried.flatMap(({ kind, situation, verdict }) =>
    verdict.act === "hold" ? [{ kind, situation, verdict }] : [],
  );

  test("each act occurs often enough for the rest to mean something", () => {
    expect(shown.length).toBeGreaterThan(200);
    expect(held.length).toBeGreaterThan(200);
    expect(shown.filter(({ verdict }) => verdict.act === "add").length).toBeGreaterThan(20);
  });

  test("nothing is shown that is over, read, told, muted, of no level, looked at, or at a target that is off", () => {
    for (const { situation } of [...shown, ...held]) {
      const { marks, isOver, wasShown, isLooking, isOn, hasSurface } = situation;
      const level = marks.level ?? situation.preferences.level;
      expect({ isOver, wasShown, isLooking, isOn, hasSurface, muted: marks.muted }).toEqual({
        isOver: false,
        wasShown: false,
        isLooking: false,
        isOn: true,
        hasSurface: true,
        muted: false,
      });
      expect(level).not.toBe("none");
      expect(marks.readSeq).toBe(0);
    }
  });

  test("an approval or a question never goes into another notification", () => {
    const acts = shown
      .filter(({ kind }) => kind === "approval" || kind === "question")
      .map(({ verdict }) => verdict.act);
    expect(new Set(acts)).toEqual(new Set(["show"]));
  });

  test("what is kept back is shown at its time, and not a moment before", () => {
    for (const { kind, situation, verdict } of held) {
      const later = (now: number) => decide(happening(kind), { ...situation, now, bundle: null });
      expect(verdict.until).toBeGreaterThan(NOW);
      expect(later(verdict.until - 1)).toEqual(verdict);
      expect(later(verdict.until).act).toBe("show");
    }
  });

  test("the same is decided again, and nothing given is changed", () => {
    for (const { kind, situation, verdict } of tried.slice(0, 500)) {
      const before = structuredClone(situation);
      expect(decide(happening(kind), situation)).toEqual(verdict);
      expect(situation).toEqual(before);
    }
  });
});
