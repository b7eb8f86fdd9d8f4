import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordingSurface } from "../../testing/notices.ts";
import { startTestHub, type TestHubOptions, type TestPerson } from "../../testing/test-hub.ts";

/** Hubs one after the other on the same data. */
const hubs = async () => {
  const home = await mkdtemp(join(tmpdir(), "muster-left-over-"));
  let close: (() => Promise<void>) | undefined;
  onTestFinished(async () => {
    await close?.();
    await rm(home, { recursive: true, force: true });
  });
  return async (options: TestHubOptions = {}) => {
    await close?.();
    const surface = recordingSurface();
    const hub = await startTestHub({ home, surface, ...options });
    close = () => hub.close();
    await hub.core.attention.settled();
    return { hub, surface };
  };
};

const startWork = async ({ hub }: Awaited<ReturnType<Awaited<ReturnType<typeof hubs>>>>) => {
  const machine = await hub.machine();
  const session = await machine.session("Ship it");
  const url = `/v1/sessions/${session.id}`;
  const call = { tool: "Bash", input: { command: "npm publish" }, timeoutSeconds: 7200 };
  return {
    session,
    approval: async () =>
      (await machine.send("POST", `${url}/approvals`, { body: call })).json<{ approval: { id: string } }>().approval.id,
    question: () => machine.send("POST", `${url}/questions`, { body: { text: "Which one?" } }),
    post: (body: object) => machine.send("POST", `${url}/messages`, { body: { text: "news", ...body } }),
  };
};
const decide = (person: TestPerson, id: string) =>
  person.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "allow" } });

test("what was shown before a restart is not shown again, but goes away when it is answered", async () => {
  const start = await hubs();
  const first = await start();
  const work = await startWork(first);
  const id = await work.approval();
  await work.question();
  await work.post({ level: "urgent" });
  await first.hub.core.attention.settled();
  expect(first.surface.shown).toHaveLength(3);
  const second = await start();
  expect(second.surface.shown).toEqual([]);
  const withdrawn: string[] = [];
  second.surface.withdraw = (notice) => void withdrawn.push(notice);
  await decide(await second.hub.person(), id);
  await second.hub.core.attention.settled();
  expect(withdrawn).toEqual([`approval:${id}`]);
});

test("approvals and questions that were never shown are shown at the next start", async () => {
  const start = await hubs();
  const first = await start({ surface: undefined });
  const work = await startWork(first);
  const decided = await work.approval();
  await work.approval();
  await work.question();
  await work.post({ level: "urgent" });
  await decide(await first.hub.person(), decided);
  await first.hub.core.attention.settled();
  const second = await start();
  expect(second.surface.shown.map(({ kind }) => kind)).toEqual(["approval", "question"]);
  const third = await start();
  expect(third.surface.shown).toEqual([]);
});

test("what could not be shown is kept so, and tried again at the next start while somebody waits for it", async () => {
  const start = await hubs();
  const first = await start();
  first.surface.refuse("There is no notification service.");
  await (await startWork(first)).approval();
  await first.hub.core.attention.settled();
  const owner = await first.hub.person();
  const decisions = await owner.send("GET", "/v1/people/attention/decisions");
  expect(decisions.json()).toMatchObject({ items: [{ outcome: "dropped", reason: "failed" }] });
  const second = await start();
  expect(second.surface.shown.map(({ kind }) => kind)).toEqual(["approval"]);
});

test("what is held back comes after a restart, too, and an answer to what a former run showed is taken", async () => {
  const start = await hubs();
  const first = await start();
  const owner = await first.hub.person();
  await owner.send("PATCH", "/v1/people/attention", { body: { doNotDisturbFor: "30-minutes" } });
  const id = await (await startWork(first)).approval();
  await first.hub.core.attention.settled();
  expect(first.surface.shown).toEqual([]);
  const second = await start();
  expect(second.surface.shown).toEqual([]);
  second.hub.advance(31 * 60_000);
  second.hub.core.attention.reconsider();
  await second.hub.core.attention.settled();
  expect(second.surface.shown.map((notice) => notice.id)).toEqual([`approval:${id}`]);
  const third = await start();
  third.surface.act({ type: "chosen", id: `approval:${id}`, actionId: "allow" });
  await third.hub.core.attention.settled();
  expect((await third.hub.core.store.read.approvals.byId(id))?.state).toBe("allowed");
});
