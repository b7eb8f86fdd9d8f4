import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Session } from "#contract/session.ts";
import { addPerson } from "../../testing/people.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { recordingSurface } from "../../testing/notices.ts";
import { noPages } from "./pages.ts";

const surface = recordingSurface();
const hub = await startTestHub({ surface });
const lookedAt = new Set<string>();
hub.core.attention.usePages({
  ...noPages,
  isLookedAt: (id, personId) => lookedAt.has(id) || lookedAt.has(`${id} by ${personId}`),
});
afterAll(() => hub.close());

let machine: TestMachine;
let person: TestPerson;
let session: Session;
beforeEach(async () => {
  machine = await hub.machine("studio");
  person = await hub.person();
  const body = { title: "Ship it", agent: { name: "Ada" } };
  ({ session } = (await machine.send("POST", "/v1/sessions", { body })).json<{ session: Session }>());
  await reasons();
  for (const { id } of surface.there()) surface.withdraw(id);
  surface.clear();
});

const post = (body: object, headers: Record<string, string> = {}) =>
  machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "news", ...body }, headers });
const patch = (body: object) => machine.send("PATCH", `/v1/sessions/${session.id}`, { body });
const mark = (body: object) => person.send("PATCH", `/v1/people/sessions/${session.id}`, { body });
/** Why there were notifications so far, when all that is under way has been told. */
const reasons = async () => {
  await hub.core.attention.settled();
  return surface.shown.map(({ kind }) => kind);
};

describe("a notification comes when a session", () => {
  test.each(["waiting", "failed", "done"])("is %s by a post, once", async (state) => {
    await post({ text: "look **here**", state });
    await post({ text: "still so", state });
    expect(await reasons()).toEqual([state]);
    expect(surface.shown).toEqual([
      {
        id: expect.stringContaining(session.id),
        sessionId: session.id,
        kind: state,
        title: "Ship it",
        subtitle: expect.stringMatching(/^studio(-\d+)? · Ada$/),
        body: "look **here**",
        messageSeq: 1,
        loudness: "normal",
        sound: true,
        actions: [],
        reply: { placeholder: "Reply to Ada" },
      },
    ]);
  });

  test.each(["waiting", "failed", "done"])("is %s by a change, once", async (state) => {
    await patch({ state });
    await patch({ state, progress: 1 });
    expect(await reasons()).toEqual([state]);
  });

  test("comes into the state again", async () => {
    await post({ state: "waiting" });
    await post({ state: "working" });
    await post({ state: "waiting" });
    expect(await reasons()).toEqual(["waiting", "waiting"]);
    expect(new Set(surface.shown.map(({ id }) => id)).size).toBe(2);
  });

  test("posts something urgent, each time", async () => {
    await post({ level: "urgent" });
    await post({ level: "urgent" });
    expect(await reasons()).toEqual(["urgent", "urgent"]);
  });

  test("posts something urgent and waits, one for both", async () => {
    await post({ level: "urgent", state: "waiting" });
    expect(await reasons()).toEqual(["urgent"]);
  });
});

const act = (event: string, more: object = {}) =>
  machine.send("POST", "/v1/acts", {
    body: { agent: { kind: "claude" }, session: { externalId: `hooked ${session.id}` }, event, ...more },
  });
const ask = async () => {
  const [own] = (await hub.core.sessions.list({ externalId: `hooked ${session.id}` }, {})).items;
  await machine.send("POST", `/v1/sessions/${own?.id}/questions`, { body: { text: "Which one?" } });
};

const openApproval = async (more: object = {}) => {
  const call = { tool: "Bash", input: { command: "npm publish" }, summary: "Publishes the package" };
  const answer = await machine.send("POST", `/v1/sessions/${session.id}/approvals`, { body: { ...call, ...more } });
  return answer.json<{ approval: { id: string; state: string } }>().approval;
};

describe("of an approval there is a notification", () => {
  test("with the call and what the agent says of it, once, and it goes away when the approval is over", async () => {
    const { id } = await openApproval({ callId: "toolu_1" });
    await openApproval({ callId: "toolu_1" });
    await patch({ state: "waiting" });
    expect(await reasons()).toEqual(["approval"]);
    expect(surface.shown[0]).toMatchObject({ sessionId: session.id, title: "Ship it" });
    expect(surface.shown[0]?.body).toBe("npm publish\nPublishes the package");
    expect(surface.withdrawn).toEqual([]);
    await person.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "deny" } });
    await reasons();
    expect(surface.withdrawn).toEqual([surface.shown[0]?.id]);
  });

  test("without the button that approves where not all of the call is shown", async () => {
    await openApproval({ input: { command: `echo ${"x".repeat(300)}; rm -rf ~` }, summary: "Says x" });
    await openApproval();
    await reasons();
    expect(surface.shown.map(({ actions }) => actions.map(({ label }) => label))).toEqual([
      ["Deny"],
      ["Approve", "Deny"],
    ]);
  });

  test("of its own for each, and none when a rule decided", async () => {
    await openApproval();
    await openApproval();
    expect(await reasons()).toEqual(["approval", "approval"]);
    expect(new Set(surface.shown.map(({ id }) => id)).size).toBe(2);
    const rule = { effect: "deny", tool: "Web*", scope: { sessionId: session.id } };
    await person.send("POST", "/v1/people/rules", { body: rule });
    expect((await openApproval({ tool: "WebFetch" })).state).toBe("denied");
    expect(await reasons()).toHaveLength(2);
  });

  test("in the place of one that says that its agent waits, without ringing again", async () => {
    await patch({ state: "waiting" });
    await reasons();
    await openApproval();
    expect(await reasons()).toEqual(["waiting", "approval"]);
    expect(surface.there()).toHaveLength(1);
    expect(surface.there()[0]).toMatchObject({ id: surface.shown[0]?.id, kind: "approval", sound: false });
  });
});

describe("of what hooks tell, a notification comes", () => {
  test("when the agent waits for its person, with the reason, and not again while it waits", async () => {
    await act("prompted");
    await act("waiting", { stateNote: "Permission asked: Bash" });
    await act("waiting", { stateNote: "Permission asked: Bash" });
    expect(await reasons()).toEqual(["waiting"]);
    expect(surface.shown[0]?.body).toBe("Permission asked: Bash");
    await act("tool-done");
    await act("waiting", { stateNote: "Permission asked: Edit" });
    expect(await reasons()).toEqual(["waiting", "waiting"]);
    expect(new Set(surface.shown.map(({ id }) => id)).size).toBe(2);
  });

  test("for each question", async () => {
    await act("prompted");
    await ask();
    await ask();
    expect(await reasons()).toEqual(["question", "question"]);
    expect(surface.shown[0]?.body).toBe("Which one?");
  });

  test("once for an agent that waits because it asks, whichever it says first", async () => {
    await act("prompted");
    await act("waiting");
    await reasons();
    await ask();
    expect(await reasons()).toEqual(["waiting", "question"]);
    expect(surface.there().map(({ kind, sound }) => [kind, sound])).toEqual([["question", false]]);
    await act("tool-done");
    hub.advance(60_000);
    await ask();
    await act("waiting");
    expect(await reasons()).toEqual(["waiting", "question", "question"]);
  });

  test("not for tool calls, the end of a turn and what is blocked", async () => {
    for (const event of ["started", "prompted", "tool", "tool-done", "blocked", "turn-ended"]) await act(event);
    expect(await reasons()).toEqual([]);
  });
});

describe("no notification comes", () => {
  test.each(["waiting", "done", "failed"])("for %s when a person said so", async (state) => {
    await mark({ state });
    expect(await reasons()).toEqual([]);
  });

  test.each(["working", "blocked", "idle", "closed"])("for the state %s", async (state) => {
    await post({ state });
    expect(await reasons()).toEqual([]);
  });

  test.each(["info", "success", "warning"])("for the level %s", async (level) => {
    await post({ level });
    expect(await reasons()).toEqual([]);
  });

  test("for what a person says, or for one who waits and is answered", async () => {
    await post({ state: "waiting" });
    await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "yes" } });
    await machine.send("GET", `/v1/sessions/${session.id}/replies`);
    await person.send("POST", `/v1/people/sessions/${session.id}/read`, { body: { seq: 1 } });
    expect(await reasons()).toEqual(["waiting"]);
  });

  test("for a post that is repeated with its key", async () => {
    await post({ state: "done" }, { "idempotency-key": "n" });
    await post({ state: "done" }, { "idempotency-key": "n" });
    expect(await reasons()).toEqual(["done"]);
  });

  test("for what is looked at, but for the rest", async () => {
    lookedAt.add(session.id);
    await post({ state: "waiting" });
    expect(await reasons()).toEqual([]);
    lookedAt.clear();
    await post({ state: "failed" });
    expect(await reasons()).toEqual(["failed"]);
  });

  test("for what is muted", async () => {
    await mark({ muted: true });
    await post({ state: "waiting", level: "urgent" });
    expect(await reasons()).toEqual([]);
    await mark({ muted: false });
    await post({ state: "failed" });
    expect(await reasons()).toEqual(["failed"]);
  });

  test("for what is snoozed, until that is over", async () => {
    await mark({ snoozedUntil: new Date(hub.core.clock() + 60_000).toISOString() });
    await post({ state: "waiting" });
    expect(await reasons()).toEqual([]);
    hub.advance(61_000);
    await post({ state: "failed" });
    expect(await reasons()).toEqual(["failed"]);
  });

  test("while the setting is off", async () => {
    await person.send("PATCH", "/v1/people/settings", { body: { notifications: false } });
    await post({ state: "waiting" });
    expect(await reasons()).toEqual([]);
    await person.send("PATCH", "/v1/people/settings", { body: { notifications: true } });
    await post({ state: "failed" });
    expect(await reasons()).toEqual(["failed"]);
  });
});

test("it is the present owner who is notified, whoever was it when the hub started", async () => {
  const { id } = await hub.core.signIn.owner();
  await mark({ muted: true });
  await post({ state: "waiting" });
  expect(await reasons()).toEqual([]);
  const next = await addPerson(hub, "owner", "Olga");
  expect((await next.send("DELETE", `/v1/people/people/${id}`)).statusCode).toBe(200);
  const atFirst = (await reasons()).length;
  const since = async () => (await reasons()).slice(atFirst);
  lookedAt.add(`${session.id} by ${id}`);
  await post({ state: "failed" });
  expect(await since()).toEqual(["failed"]);
  lookedAt.add(`${session.id} by ${next.id}`);
  await post({ state: "done" });
  expect(await since()).toEqual(["failed"]);
});
