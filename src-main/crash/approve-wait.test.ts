import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { AuditCheck, AuditEntry } from "#contract/audit.ts";
import type { Page } from "#contract/common.ts";
import { until } from "../testing/turns.ts";
import { createCaller, type Outgoing } from "./call.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

const commandLine = join(import.meta.dirname, "../../cli/main.ts");
const lease = { MUSTER_LEASE_SECONDS: "5" };

let home = "";
const open: { close(): unknown }[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "muster-approve-"));
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await rm(home, { recursive: true, force: true });
});

const startHub = async (port = 0): Promise<HubProcess> => {
  const hub = await startHubProcess(home, lease, port);
  open.push({ close: () => hub.kill() });
  return hub;
};

/** The owner, on whichever process is the hub just then. */
const signIn = async (hub: HubProcess) => {
  const { call, close } = createCaller(hub.url);
  open.push({ close });
  const { headers = {} } = (await call(hub.signIn.slice(hub.url.length))) ?? {};
  const own = { cookie: String(headers["set-cookie"]).split(";", 1)[0] ?? "", origin: hub.url };
  const ask = async <T>(path: string, outgoing: Outgoing = {}): Promise<T> => {
    let body: unknown;
    // A connection that was kept from the hub before the kill may fail once.
    await until(async () => {
      body = (await call(`/v1/people${path}`, { ...outgoing, headers: own }))?.body;
      return body !== undefined;
    }, "the hub answered");
    return body as T;
  };
  return {
    ask,
    states: async () => {
      const all = await ask<Page<Approval>>("/approvals?state=withdrawn");
      const waiting = await ask<Page<Approval>>("/approvals");
      return Object.fromEntries([...all.items, ...waiting.items].map(({ summary, state }) => [summary, state]));
    },
    openOnes: async () => (await ask<Page<Approval>>("/approvals")).items,
    decide: (id: string, decision: "allow" | "deny") =>
      ask<{ approval: Approval }>(`/approvals/${id}/decision`, { method: "POST", body: { decision } }),
  };
};

/** How many of the open ones an agent's side has waited for: one that nobody ever waited for is not withdrawn. */
const waitedFor = (): unknown => {
  const db = new Database(join(home, "muster.db"), { readonly: true });
  try {
    return db.prepare("SELECT count(waited_at) FROM approvals WHERE state = 'open'").pluck().get();
  } finally {
    db.close();
  }
};

/** `muster approve-wait` in a process of its own. */
const startAgent = (summary: string) => {
  const child = spawn(process.execPath, [commandLine, "approve-wait"], {
    env: { ...process.env, MUSTER_HOME: home, MUSTER_URL: "", MUSTER_KEY: "", MUSTER_SESSION: "" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  const call = { tool: "Bash", input: { command: "make deploy" }, summary, title: "Deploy", timeoutSeconds: 3600 };
  child.stdin.end(JSON.stringify(call));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, out }));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  open.push({ close: kill });
  return { ended, kill };
};

test("an agent's side that was killed: its approval is withdrawn after the lease, and no other", async () => {
  const person = await signIn(await startHub());
  const [killed, living] = [startAgent("killed"), startAgent("living")];
  await until(() => waitedFor() === 2, "both waited");
  await killed.kill();
  await until(async () => (await person.states())["killed"] === "withdrawn", "it was withdrawn");
  const [left] = await person.openOnes();
  expect(left?.summary).toBe("living");
  await person.decide(left?.id ?? "", "allow");
  expect(await living.ended).toMatchObject({ code: 0, out: expect.stringContaining('"state":"allowed"') });
  const { items } = await person.ask<Page<AuditEntry>>("/audit?type=approval-withdrawn");
  expect(items.map(({ by, details }) => [by.type, details["why"]])).toEqual([["hub", "nobody-waits"]]);
});

test("hub and agent's side killed together: after the start it is withdrawn, while another that waits gets its answer", async () => {
  const hub = await startHub();
  const person = await signIn(hub);
  const [killed, living] = [startAgent("killed"), startAgent("living")];
  await until(() => waitedFor() === 2, "both waited");
  await hub.kill();
  await killed.kill();
  await startHub(Number(new URL(hub.url).port));
  await until(async () => (await person.states())["killed"] === "withdrawn", "it was withdrawn");
  const [left] = await person.openOnes();
  expect([left?.summary, left?.state]).toEqual(["living", "open"]);
  await person.decide(left?.id ?? "", "deny");
  expect(await living.ended).toMatchObject({ code: 7, out: expect.stringContaining('"state":"denied"') });
  expect(await person.ask<AuditCheck>("/audit/check")).toMatchObject({ ok: true });
});
