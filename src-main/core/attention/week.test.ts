import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type AttentionLevel, attentionLevels } from "#contract/attention.ts";
import { recordingSurface } from "../../testing/notices.ts";
import { randomOf } from "../../testing/random.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";
import { someTurns } from "../../testing/turns.ts";
import type { Notice } from "./notice.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.parse("2026-06-15T09:00:00.000Z");

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  vi.useRealTimers();
});

/** What a session is expected to be like, by what was done to it and nothing else. */
interface Known {
  id: string;
  lastSeq: number;
  readSeq: number;
  muted: boolean;
  snoozedUntil: number;
  level: AttentionLevel | null;
  /** Since when nothing kept its notifications from being shown, but for a quiet time. */
  heardSince: number;
  /** Open approvals and questions, by the id that their notification has. */
  open: Map<string, { kind: "approval" | "question"; id: string; seq: number; at: number }>;
}

/** One hub with one owner, for so long as the test lasts; the computer that shows notifications outlives the hub. */
const startWeek = async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  const home = await mkdtemp(join(tmpdir(), "muster-week-"));
  cleanups.push(() => rm(home, { recursive: true, force: true }));
  const surface = recordingSurface();
  let hub: TestHub;
  const start = async () => {
    hub = await startTestHub({ home, surface });
  };
  await start();
  cleanups.push(() => hub.close());
  const { key } = await hub!.machine();
  const { cookie } = await hub!.person();
  const call = async (headers: Record<string, string>, method: string, url: string, body?: object) => {
    const answer = await hub.send(method, url, { headers, ...(body === undefined ? {} : { body }) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
    return answer.json<Record<string, { id: string; seq: number }>>();
  };
  return {
    surface,
    agent: (method: string, url: string, body?: object) =>
      call({ authorization: `Bearer ${key}` }, method, `/v1/sessions${url}`, body),
    owner: (method: string, url: string, body?: object) =>
      call({ cookie, origin: "http://127.0.0.1:4680" }, method, `/v1/people${url}`, body),
    async isOpen(kind: "approval" | "question", id: string) {
      const { approvals, questions } = hub.core.store.read;
      return (await (kind === "approval" ? approvals : questions).byId(id))?.state === "open";
    },
    async settled() {
      await someTurns();
      hub.core.attention.reconsider();
      await hub.core.attention.settled();
    },
    async restart(afterMs: number) {
      await hub.close();
      vi.setSystemTime(Date.now() + afterMs);
      await start();
    },
  };
};
type Week = Awaited<ReturnType<typeof startWeek>>;

/** Lets agents and the owner do things at random, and knows what follows. */
const createLife = async (week: Week, random: () => number) => {
  const of = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sessions: Known[] = [];
  for (const title of ["One", "Two", "Three", "Four", "Five"]) {
    const { session } = await week.agent("POST", "", { title });
    const plain = { lastSeq: 0, readSeq: 0, muted: false, snoozedUntil: 0, level: null, heardSince: START };
    sessions.push({ id: session?.id ?? "", ...plain, open: new Map() });
  }
  let doNotDisturbUntil = 0;

  const post = async (session: Known, body: object) => {
    const { message } = await week.agent("POST", `/${session.id}/messages`, { text: "news", ...body });
    session.lastSeq = message?.seq ?? session.lastSeq;
  };
  const opened = (session: Known, kind: "approval" | "question", id: string | undefined) => {
    if (id === undefined) return;
    session.lastSeq += 1;
    session.open.set(`${kind}:${id}`, { kind, id, seq: session.lastSeq, at: Date.now() });
  };
  const set = async (session: Known, marks: Partial<Pick<Known, "muted" | "snoozedUntil" | "level">>) => {
    const { snoozedUntil, ...rest } = marks;
    const at = snoozedUntil === undefined ? {} : { snoozedUntil: snoozedUntil === 0 ? null : new Date(snoozedUntil) };
    await week.owner("PATCH", `/sessions/${session.id}`, { ...rest, ...at });
    Object.assign(session, marks);
    session.heardSince = Date.now();
  };
  /** Asks end with a session that is done, too. */
  const forgetEnded = async () => {
    for (const { open } of sessions) {
      for (const [key, { kind, id }] of open) if (!(await week.isOpen(kind, id))) open.delete(key);
    }
  };

  const answer = async ({ open }: Known, key: string) => {
    const { kind, id } = open.get(key) ?? {};
    if (kind === "approval") await week.owner("POST", `/approvals/${id}/decision`, { decision: "deny" });
    else await week.owner("POST", `/questions/${id}/answer`, { text: "this" });
    open.delete(key);
  };
  /** None runs out: that is a matter of timers, which here are not those of the clock. */
  const answerOld = async () => {
    for (const session of sessions) {
      for (const [key, { at }] of session.open) if (Date.now() - at > 18 * HOUR) await answer(session, key);
    }
  };
  const look = async () => {
    await answerOld();
    await week.settled();
    await forgetEnded();
    // What ended by itself is told of a moment later.
    await week.settled();
  };

  const acts: Record<string, (session: Known) => Promise<void>> = {
    message: (session) => post(session, {}),
    burst: async (session) => {
      for (let n = 0; n < 5; n += 1) await post(session, { text: `news ${n}` });
    },
    urgent: (session) => post(session, { level: "urgent" }),
    mention: (session) => post(session, { text: "@ada look" }),
    state: (session) => post(session, { state: of(["working", "waiting", "done", "failed"]) }),
    async approval(session) {
      const call = { tool: "Bash", input: { command: "npm publish" }, timeoutSeconds: 86_400 };
      const { approval } = await week.agent("POST", `/${session.id}/approvals`, call);
      opened(session, "approval", approval?.id);
    },
    async question(session) {
      const { question } = await week.agent("POST", `/${session.id}/questions`, { text: "Which one?" });
      opened(session, "question", question?.id);
    },
    async answer(session) {
      const [first] = session.open.keys();
      if (first !== undefined) await answer(session, first);
    },
    async read(session) {
      if (session.lastSeq === 0) return;
      await week.owner("POST", `/sessions/${session.id}/read`, { seq: session.lastSeq });
      session.readSeq = session.lastSeq;
    },
    mute: (session) => set(session, { muted: !session.muted }),
    snooze: (session) =>
      set(session, { snoozedUntil: random() < 0.3 ? 0 : Date.now() + Math.ceil(random() * 5) * HOUR }),
    level: (session) => set(session, { level: of([null, ...attentionLevels]) }),
    async doNotDisturb() {
      doNotDisturbUntil = random() < 0.3 ? 0 : Date.now() + HOUR;
      const until = doNotDisturbUntil === 0 ? null : new Date(doNotDisturbUntil);
      await week.owner("PATCH", "/attention", { doNotDisturb: { until, lets: "nothing" } });
    },
    restart: () => week.restart(Math.floor(random() * 30) * MINUTE),
  };
  const often = ["message", "burst", "urgent", "mention", "state", "approval", "question", "answer", "answer", "read"];
  const all = [
    ...often,
    ...often,
    ...often,
    "mute",
    "mute",
    "snooze",
    "level",
    "doNotDisturb",
    "doNotDisturb",
    "restart",
  ];
  return {
    sessions,
    look,
    step: async () => {
      const name = of(all);
      await acts[name]?.(of(sessions));
      await look();
      return name;
    },
    isDoNotDisturb: () => Date.now() < doNotDisturbUntil,
  };
};
type Life = Awaited<ReturnType<typeof createLife>>;

const isNight = () => {
  const hour = new Date(Date.now()).getUTCHours();
  return hour >= 22 || hour < 8;
};
const mayCome = (kind: Notice["kind"], life: Life) =>
  !life.isDoNotDisturb() && (!isNight() || kind === "approval" || kind === "urgent");
const isSilenced = ({ muted, snoozedUntil, level }: Known) => muted || level === "none" || Date.now() < snoozedUntil;

/** Not by its id: what asks takes the place of the notification that its agent waits. */
const isAbout = (notice: Notice, session: Known, { kind, seq }: { kind: string; seq: number }) =>
  notice.sessionId === session.id && notice.kind === kind && notice.messageSeq === seq;

/** What is wrong with what was shown now, and with what is there. */
const complaints = (life: Life, shown: readonly Notice[], there: readonly Notice[]): string[] => {
  const found: string[] = [];
  const sessionOf = (notice: Notice) => life.sessions.find(({ id }) => id === notice.sessionId);
  for (const notice of shown) {
    const session = sessionOf(notice);
    if (!mayCome(notice.kind, life)) found.push(`${notice.kind} came while it was quiet`);
    if (session !== undefined && isSilenced(session)) found.push(`${notice.kind} came of a silenced session`);
  }
  for (const notice of there) {
    const session = sessionOf(notice);
    if (session === undefined) continue;
    const isAsked = Array.from(session.open.values()).some((ask) => isAbout(notice, session, ask));
    if ((notice.kind === "approval" || notice.kind === "question") && !isAsked) found.push(`${notice.id} is over`);
    if (isSilenced(session)) found.push(`${notice.id} is there of a silenced session`);
    if ((notice.messageSeq ?? 0) > 0 && (notice.messageSeq ?? 0) <= session.readSeq)
      found.push(`${notice.id} was read`);
  }
  const hasDigest = there.some(({ kind }) => kind === "digest");
  for (const session of life.sessions) {
    if (isSilenced(session)) continue;
    for (const [id, ask] of session.open) {
      const { kind, seq, at } = ask;
      // What came while nothing was wanted of the session, or went when that was so, does not come back by itself.
      if (at < session.heardSince) continue;
      const isTold = hasDigest || there.some((notice) => isAbout(notice, session, ask));
      if (seq > session.readSeq && mayCome(kind, life) && !isTold) found.push(`${id} was never told`);
    }
  }
  return found;
};

test("a week of a busy hub: all is told in its time, nothing twice, and what is over goes", async () => {
  const random = randomOf(1);
  const week = await startWeek();
  const life = await createLife(week, random);
  const spans = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "08:00" }];
  const quietHours = { enabled: true, timeZone: "UTC", spans, lets: "urgent-and-approvals" };
  await week.owner("PATCH", "/attention", { quietHours, level: "all" });
  const rung = new Map<string, number>();
  const counts = { shown: 0, digests: 0, restarts: 0 };

  const check = (name: string) => {
    const { shown } = week.surface;
    const at = new Date(Date.now()).toISOString();
    expect({ at, name, wrong: complaints(life, shown, week.surface.there()) }).toEqual({ at, name, wrong: [] });
    for (const { id, sound } of shown) if (sound) rung.set(id, (rung.get(id) ?? 0) + 1);
    counts.shown += shown.length;
    counts.digests += shown.filter(({ kind }) => kind === "digest").length;
    week.surface.clear();
  };

  while (Date.now() < START + 7 * DAY) {
    vi.setSystemTime(Date.now() + Math.ceil(random() * 150) * MINUTE);
    await life.look();
    check("time");
    const name = await life.step();
    check(name);
    counts.restarts += Number(name === "restart");
  }
  expect([...rung].filter(([, times]) => times > 1)).toEqual([]);
  expect(counts.shown).toBeGreaterThan(50);
  expect(counts.digests).toBeGreaterThan(1);
  expect(counts.restarts).toBeGreaterThan(1);
});
