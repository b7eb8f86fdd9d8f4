import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { JoinAnswer, JoinCode } from "#contract/machine.ts";
import type { OpenSessionAnswer } from "#contract/session.ts";
import { randomOf } from "../testing/random.ts";
import { until } from "../testing/turns.ts";
import { type Call, createCaller, type Outgoing } from "./call.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

const ROUNDS = 2;
const APPROVALS = 25;

/** One hub after the other on the same data, each showing its notifications in the same file. */
const startHubs = async () => {
  const home = await mkdtemp(join(tmpdir(), "muster-notices-"));
  const file = join(home, "notices.txt");
  await writeFile(file, "");
  let running: { hub: HubProcess; call: Call; close(): void } | undefined;
  onTestFinished(async () => {
    running?.close();
    await running?.hub.kill();
    await rm(home, { recursive: true, force: true });
  });
  return {
    home,
    async start(more: Record<string, string> = {}) {
      running?.close();
      const env = {
        ...more,
        MUSTER_TEST_NOTICES: file,
        MUSTER_REQUESTS_PER_MINUTE: "100000000",
        MUSTER_REQUEST_BURST: "1000000",
      };
      const hub = await startHubProcess(home, env);
      running = { hub, ...createCaller(hub.url) };
      return running;
    },
    /** The ids of all that was done to notifications, in order. */
    async lines(what: "shown" | "withdrawn") {
      const all = (await readFile(file, "utf8")).split("\n").filter((line) => line.startsWith(`${what} approval:`));
      return all.map((line) => line.slice(`${what} approval:`.length));
    },
  };
};

const ask = async <T>(call: Call, path: string, outgoing: Outgoing): Promise<T> => {
  const answer = await call(path, outgoing);
  if (answer === undefined || answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer?.body)}`);
  return answer.body as T;
};

const signIn = async (call: Call, { signIn: link, url }: HubProcess) => {
  const answer = await call(link.slice(url.length));
  const cookie = String(answer?.headers["set-cookie"]).split(";", 1)[0] ?? "";
  return (hub: HubProcess) => ({ cookie, origin: hub.url });
};

/** Of which approvals the hub wrote down that it shows them. */
const writtenDown = (home: string): string[] => {
  const db = new Database(join(home, "muster.db"), { readonly: true });
  try {
    return db
      .prepare<[], { id: string }>(
        "SELECT happening_id AS id FROM notices WHERE kind = 'approval' AND outcome IN ('shown', 'withdrawn')",
      )
      .all()
      .map(({ id }) => id.slice("approval:".length));
  } finally {
    db.close();
  }
};

/** A session to ask in, and a person who answers. */
const startWork = async ({ hub, call }: { hub: HubProcess; call: Call }) => {
  const person = await signIn(call, hub);
  const codes = { method: "POST", body: {}, headers: person(hub) } as const;
  const { code } = await ask<JoinCode>(call, "/v1/people/machines/codes", codes);
  const joining = { method: "POST", body: { code, machine: { name: "studio" } } } as const;
  const headers = { authorization: `Bearer ${(await ask<JoinAnswer>(call, "/v1/join", joining)).key}` };
  const opening = { method: "POST", body: { title: "Deploy" }, headers } as const;
  const { session } = await ask<OpenSessionAnswer>(call, "/v1/sessions", opening);
  const asked: string[] = [];
  return {
    person,
    asked,
    /** Asks for so many approvals at once; `onAnswer` is told of each that was heard. */
    askMany: (use: Call, count: number, onAnswer: () => void = () => {}) =>
      Promise.all(
        Array.from({ length: count }, async (_, number) => {
          const body = { tool: "Bash", input: { command: `rm ${asked.length}-${number}` }, timeoutSeconds: 3600 };
          const answer = await use(`/v1/sessions/${session.id}/approvals`, { method: "POST", body, headers });
          onAnswer();
          if (answer?.status === 201) asked.push((answer.body as { approval: Approval }).approval.id);
        }),
      ),
  };
};

const areWrittenDown = (home: string, asked: readonly string[]) => {
  const rows = new Set(writtenDown(home));
  return asked.every((id) => rows.has(id));
};
const expectNoneTwice = (shown: readonly string[]) => expect(shown.length).toBe(new Set(shown).size);

test("a hub that is killed at any moment shows no approval twice, and later all that it has not tried to show", async () => {
  const hubs = await startHubs();
  const random = randomOf(20_261_121);
  let { hub, call } = await hubs.start();
  const { person, asked, askMany } = await startWork({ hub, call });
  for (let round = 0; round < ROUNDS; round += 1) {
    const killAt = 1 + Math.floor(random() * (APPROVALS - 1));
    let answers = 0;
    await askMany(call, APPROVALS, () => {
      answers += 1;
      if (answers === killAt) void hub.kill();
    });
    await hub.kill();
    ({ hub, call } = await hubs.start());
  }
  await until(() => areWrittenDown(hubs.home, asked), "a row of each approval");
  const shown = await hubs.lines("shown");
  expectNoneTwice(shown);
  expect(shown.length).toBeGreaterThan(asked.length / 2);
  const [first = ""] = asked.filter((id) => shown.includes(id));
  const denial = { method: "POST", body: { decision: "deny" }, headers: person(hub) } as const;
  await ask(call, `/v1/people/approvals/${first}/decision`, denial);
  await until(async () => (await hubs.lines("withdrawn")).includes(first), "the withdrawal");
}, 120_000);

test("a hub that is killed while it shows a notification does not show that again", async () => {
  const hubs = await startHubs();
  const first = await hubs.start({ MUSTER_TEST_KILL_AT: "3" });
  const { asked, askMany } = await startWork(first);
  for (let number = 0; number < 5; number += 1) await askMany(first.call, 1);
  await first.hub.ended;
  expect(await hubs.lines("shown")).toHaveLength(3);
  await hubs.start();
  await until(() => areWrittenDown(hubs.home, asked), "a row of each approval");
  const shown = await hubs.lines("shown");
  expectNoneTwice(shown);
  expect(shown.slice(0, 3)).toEqual(asked.slice(0, 3));
}, 120_000);
