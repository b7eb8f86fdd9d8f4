import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpenSessionAnswer } from "#contract/session.ts";
import { readClientFile } from "../platform/clientfile.ts";
import { randomOf } from "../testing/random.ts";
import { type Call, createCaller } from "./call.ts";
import { examine } from "./examine.ts";
import { forkHub, type HubProcess, killProcess, startHubProcess } from "./hub-process.ts";
import { killAfter } from "./kill.ts";
import { createLedger } from "./ledger.ts";
import { acknowledge, keepSending, keepWatching, type Load, repeatLost, watch } from "./load.ts";

const KILLS = 20;
const SESSIONS = ["Refactor auth", "Fix the build", "Write the docs"];
const MINUTES = 60_000;

const noLimits = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };
/** Nothing is given out twice while hubs are killed. */
const longLease = { ...noLimits, MUSTER_LEASE_SECONDS: "3600" };
const shortLease = { ...noLimits, MUSTER_LEASE_SECONDS: "5" };

let home = "";
const open: { close(): unknown }[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "muster-crash-"));
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await rm(home, { recursive: true, force: true });
});

const startHub = async (env: Record<string, string>): Promise<{ hub: HubProcess; call: Call }> => {
  const hub = await startHubProcess(home, env);
  open.push({ close: () => hub.kill() });
  const caller = createCaller(hub.url);
  open.push(caller);
  return { hub, call: caller.call };
};

const machineHeaders = async () => ({
  authorization: `Bearer ${(await readClientFile(join(home, "client")))?.key}`,
});

const signIn = async (hub: HubProcess, call: Call): Promise<string> => {
  const answer = await call(hub.signIn.slice(hub.url.length));
  return String(answer?.headers["set-cookie"]).split(";", 1)[0] ?? "";
};

const openSessions = async (call: Call, headers: Record<string, string>): Promise<string[]> => {
  const ids: string[] = [];
  for (const title of SESSIONS) {
    const answer = await call("/v1/sessions", { method: "POST", headers, body: { title } });
    if (answer?.status !== 201) throw new Error(`a session could not be opened: ${JSON.stringify(answer)}`);
    ids.push((answer.body as OpenSessionAnswer).session.id);
  }
  return ids;
};

/** Sends and waits with many callers at once until the hub is gone. */
const loadUntilGone = async (load: Load, sessions: string[]): Promise<void> => {
  await Promise.all([
    repeatLost(load),
    ...sessions.flatMap((id) => [
      ...Array.from({ length: 3 }, () => keepSending(load, "post", id)),
      keepSending(load, "reply", id),
      keepWatching(load, id),
      keepWatching(load, id),
    ]),
  ]);
};

/** Asks for what is due until every reply that the hub ever confirmed was given out and acknowledged. */
const collectReplies = async (load: Load, sessionId: string): Promise<void> => {
  const { sent, confirmed, delivered, acknowledged } = load.ledger;
  const ofSession = [...sent.values()].filter((one) => one.kind === "reply" && one.sessionId === sessionId);
  const ids = ofSession.flatMap(({ key }) => confirmed.get(key) ?? []);
  for (const id of ids.filter((one) => delivered.has(one))) await acknowledge(load, sessionId, [id]);
  while (ids.some((id) => !acknowledged.has(id))) {
    const due = (await watch(load, sessionId, 10)) ?? [];
    if (due.length === 0) throw new Error("a confirmed reply is never given out");
    await acknowledge(load, sessionId, due);
  }
};

const seed = Math.floor(Math.random() * 1_000_000);

test(`what got a 2xx is there once after each of ${KILLS} kills, and every reply reaches its agent (seed ${seed})`, {
  timeout: 3 * MINUTES,
}, async () => {
  const random = randomOf(seed);
  const ledger = createLedger();
  let cookie = "";
  let sessions: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { hub, call } = await startHub(longLease);
    const machine = await machineHeaders();
    if (kill === 0) {
      cookie = await signIn(hub, call);
      sessions = await openSessions(call, machine);
    }
    const onDone = killAfter(hub, { after: 1 + Math.floor(random() * 400), delayMs: random() * 4 });
    const person = { cookie, origin: hub.url };
    await loadUntilGone({ call, ledger, machine, person, random, onDone }, sessions);
    expect(await hub.ended).toBe("SIGKILL");
    expect(examine(home, ledger), `after kill ${kill + 1}`).toEqual([]);
  }

  const { hub, call } = await startHub(shortLease);
  const machine = await machineHeaders();
  const person = { cookie, origin: hub.url };
  const load: Load = { call, ledger, machine, person, random, onDone: () => {} };
  await repeatLost(load, 1);
  await Promise.all(sessions.map((id) => collectReplies(load, id)));
  expect(examine(home, ledger)).toEqual([]);
  expect(ledger.confirmed.size).toBe(ledger.sent.size);
  expect(Math.max(0, ...ledger.delivered.values())).toBeGreaterThan(0);
  await hub.kill();
});

test("a hub killed while it starts for the first time starts the next time", { timeout: MINUTES }, async () => {
  for (const delayMs of [150, 250, 350, 450, 550]) {
    const child = forkHub(home, noLimits);
    open.push({ close: () => killProcess(child) });
    const isUp = once(child, "message");
    await Promise.race([isUp, new Promise((resolve) => setTimeout(resolve, delayMs))]);
    await killProcess(child);
  }
  const { call } = await startHub(noLimits);
  const answer = await call("/v1/me", { headers: await machineHeaders() });
  expect(answer?.status).toBe(200);
});
