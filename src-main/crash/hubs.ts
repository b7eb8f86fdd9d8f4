import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { JoinAnswer, JoinCode } from "#contract/machine.ts";
import { type Answer, type Call, createCaller, type Outgoing } from "./call.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

/** One hub after the other on the same folder; whoever calls repeats its call until one of them answers. */
export const createHubs = async () => {
  const home = await mkdtemp(join(tmpdir(), "muster-crowd-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const noLimits = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };
  const start = async (): Promise<{ hub: HubProcess; call: Call }> => {
    const hub = await startHubProcess(home, noLimits);
    const caller = createCaller(hub.url);
    onTestFinished(() => {
      caller.close();
      return hub.kill();
    });
    return { hub, call: caller.call };
  };
  let running = start();
  let answers = 0;
  let onCount: (() => void) | undefined;
  return {
    hub: async () => (await running).hub,
    /** Resolves after so many more answers. */
    after(count: number): Promise<void> {
      const at = answers + count;
      return new Promise((resolve) => {
        onCount = () => answers >= at && resolve();
      });
    },
    async killAndRestart() {
      const { hub } = await running;
      await hub.kill();
      running = start();
      await running;
    },
    /** What a hub answers, an error too. */
    async ask(path: string, outgoing: (hub: HubProcess) => Outgoing): Promise<Answer> {
      for (;;) {
        const { hub, call } = await running;
        const answer = await call(path, outgoing(hub));
        if (answer === undefined) continue;
        answers += 1;
        onCount?.();
        return answer;
      }
    },
    /** What a hub answers; throws when it is an error. */
    async call<T>(path: string, outgoing: (hub: HubProcess) => Outgoing): Promise<T> {
      const { status, body } = await this.ask(path, outgoing);
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      return body as T;
    },
  };
};
export type Hubs = Awaited<ReturnType<typeof createHubs>>;

/** The owner, signed in; whoever it is, the browser's cookie is good for each of the hubs. */
export const createPerson = async (hubs: Hubs) => {
  const hub = await hubs.hub();
  const caller = createCaller(hub.url);
  const signedIn = await caller.call(hub.signIn.slice(hub.url.length));
  caller.close();
  const cookie = String(signedIn?.headers["set-cookie"]).split(";", 1)[0] ?? "";
  return <T>(method: "GET" | "POST", path: string, body?: unknown, key?: string) =>
    hubs.call<T>(path, ({ url }) => ({
      method,
      body,
      headers: { cookie, origin: url, ...(key === undefined ? {} : { "idempotency-key": key }) },
    }));
};
export type Person = Awaited<ReturnType<typeof createPerson>>;

/** Joins so many machines; gives their keys. */
export const joinMachines = (hubs: Hubs, person: Person, count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const { code } = await person<JoinCode>("POST", "/v1/people/machines/codes", {});
      const body = { code, machine: { name: `machine-${number}` } };
      return (await hubs.call<JoinAnswer>("/v1/join", () => ({ method: "POST", body }))).key;
    }),
  );
