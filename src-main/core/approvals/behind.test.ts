import { beforeEach, describe, expect, test } from "vitest";
import type { Approval, OpenedApproval } from "#contract/approval.ts";
import type { Role } from "#contract/role.ts";
import { type Hooked, startHooked } from "../../testing/acts.ts";
import { bash } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import type { TestHub, TestPerson } from "../../testing/test-hub.ts";

let hub: TestHub;
let agent: Hooked;
let otto: TestPerson;
beforeEach(async () => {
  hub = await ownHub();
  agent = await startHooked(hub);
  otto = await addPerson(hub, "operator", "Otto");
  await agent.act("prompted");
});

const sessionId = async () => (await agent.seen()).id;
const open = async (more: object = {}): Promise<Approval> => {
  const url = `/v1/sessions/${await sessionId()}/approvals`;
  const answer = await agent.machine.send("POST", url, { body: { ...bash("npm publish"), ...more } });
  const { approval } = answer.json<OpenedApproval>();
  if (approval === null) throw new Error(answer.body);
  return approval;
};
const behind = async () => (await open()).behind;
const reply = async (as: TestPerson, text = "Go on") =>
  as.send("POST", `/v1/people/sessions/${await sessionId()}/replies`, { body: { text } });
const take = async (carrier: string) =>
  agent.machine.send("GET", `/v1/sessions/${await sessionId()}/replies?carrier=${carrier}`);
const of = (name: string, role: Role) => ({ id: expect.any(String), name, role });

const stateOf = async ({ id }: Approval) =>
  (await agent.machine.send("GET", `/v1/approvals/${id}`)).json().approval as Approval;

const reach = async () => (await agent.seen()).steering;

describe("behind a call stands", () => {
  test("nobody, when the agent was told at its own terminal", async () => {
    expect(await behind()).toBeNull();
  });

  test("the author of a reply once it was handed over, and not while it is queued", async () => {
    await reply(otto);
    expect(await behind()).toBeNull();
    await agent.take("tool-done");
    expect(await behind()).toEqual(of("Otto", "operator"));
  });

  test("of several the one who may do least, in whatever order they spoke", async () => {
    await reply(agent.person);
    await agent.take("tool-done");
    expect(await behind()).toEqual(of("ada", "owner"));
    await reply(otto);
    await agent.take("tool-done");
    await reply(agent.person);
    await agent.take("tool-done");
    expect(await behind()).toEqual(of("Otto", "operator"));
  });

  test("nobody again once somebody prompted it at its own terminal", async () => {
    await reply(otto);
    await agent.take("tool-done");
    await agent.act("turn-ended");
    expect(await behind()).toEqual(of("Otto", "operator"));
    await agent.act("prompted", { subagent: true });
    expect(await behind()).toEqual(of("Otto", "operator"));
    await agent.act("prompted");
    expect(await behind()).toBeNull();
  });

  test("the author of a reply that came as a prompt: that prompt is theirs", async () => {
    await agent.act("turn-ended");
    await reply(otto);
    await take("queue");
    await agent.act("prompted");
    expect(await behind()).toEqual(of("Otto", "operator"));
    await agent.act("turn-ended");
    await agent.act("prompted");
    expect(await behind()).toBeNull();
  });

  test("the author of several replies through each of the prompts that they come as", async () => {
    await agent.act("turn-ended");
    for (const text of ["First this", "Then that"]) {
      await reply(otto, text);
      await take("queue");
    }
    for (let prompts = 0; prompts < 2; prompts += 1) {
      await agent.act("prompted");
      expect(await behind()).toEqual(of("Otto", "operator"));
      await agent.act("turn-ended");
    }
    await agent.act("prompted");
    expect(await behind()).toBeNull();
  });

  test("the author of a reply that is taken along by the prompt itself", async () => {
    await reply(otto);
    await agent.take("prompted");
    expect(await behind()).toEqual(of("Otto", "operator"));
  });

  test("who answered its question, or gave it words with a denial", async () => {
    const url = `/v1/sessions/${await sessionId()}/questions`;
    const { question } = (await agent.machine.send("POST", url, { body: { text: "Which one?" } })).json();
    await otto.send("POST", `/v1/people/questions/${question.id}/answer`, { body: { text: "The second" } });
    expect(await behind()).toEqual(of("Otto", "operator"));
    await agent.act("prompted");
    const { id } = await open();
    const decide = (body: object) => otto.send("POST", `/v1/people/approvals/${id}/decision`, { body });
    await decide({ decision: "deny", note: "Use staging" });
    expect(await behind()).toEqual(of("Otto", "operator"));
  });

  test("whoever the store says: it is kept with the session, so that a restart changes nothing", async () => {
    await reply(otto);
    await agent.take("tool-done");
    expect((await hub.core.store.read.sessions.byId(await sessionId()))?.behind).toMatchObject({ role: "operator" });
  });
});

test("a rule for owners does not decide what an operator's reply led to", async () => {
  const body = { effect: "allow", tool: "Bash", match: { command: "npm publish" }, scope: { role: "owner" } };
  await agent.person.send("POST", "/v1/people/rules", { body });
  expect((await open()).state).toBe("allowed");
  await reply(otto);
  await agent.take("tool-done");
  expect((await open()).state).toBe("open");
  await agent.act("prompted");
  expect((await open()).state).toBe("allowed");
});

describe("an agent that goes on", () => {
  test.each(["turn-ended", "prompted", "ended"] as const)("with %s has its calls behind it", async (event) => {
    const approval = await open({ callId: "toolu_1" });
    const waiting = agent.machine.send("GET", `/v1/approvals/${approval.id}?wait=60`);
    await agent.act(event);
    expect((await waiting).json().approval).toMatchObject({
      state: "withdrawn",
      decision: { by: { type: "agent" }, via: "terminal" },
    });
    const [entry] = await hub.core.store.read.ledger.list({ types: ["approval-withdrawn"] }, { limit: 1 });
    expect(entry).toMatchObject({ by: { type: "machine" }, details: { why: event } });
  });

  test("by another tool call, or a subagent of it, may still wait for this one", async () => {
    const approval = await open({ callId: "toolu_1" });
    for (const event of ["tool", "tool-done", "waiting", "plan"] as const) await agent.act(event);
    for (const event of ["turn-ended", "prompted", "ended"] as const) await agent.act(event, { subagent: true });
    expect((await stateOf(approval)).state).toBe("open");
  });

  test("while a subagent still works leaves its calls open until all of it ends", async () => {
    await agent.act("subagent-started");
    const approval = await open({ callId: "toolu_1" });
    await agent.act("turn-ended");
    expect((await stateOf(approval)).state).toBe("open");
    await agent.act("ended");
    expect((await stateOf(approval)).state).toBe("withdrawn");
  });

  test("leaves what others ask in its session, and what was opened after an act that comes late", async () => {
    const own = await open();
    const call = await open({ callId: "toolu_1" });
    await agent.act("turn-ended", { at: new Date(Date.parse(call.createdAt) - 5000).toISOString() });
    expect((await stateOf(call)).state).toBe("open");
    await agent.act("turn-ended");
    expect([(await stateOf(call)).state, (await stateOf(own)).state]).toEqual(["withdrawn", "open"]);
  });
});

describe("while an approval is open", () => {
  test("a reply to an agent whose hook waits reaches it after that, at its next act", async () => {
    const { id } = await open({ callId: "toolu_1" });
    expect(await reach()).toEqual({ reach: "after-approval", carrier: "hook" });
    await reply(agent.person, "Also the docs");
    expect(await agent.states()).toEqual(["queued"]);
    await agent.person.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "allow" } });
    expect(await reach()).toMatchObject({ reach: "next-tool-call" });
    expect(await agent.take("tool-done")).toEqual(["Also the docs"]);
  });

  test("what lives beside the hook hands it over at once", async () => {
    await open({ callId: "toolu_1" });
    const { ended } = await agent.wait("watch");
    expect(await reach()).toEqual({ reach: "at-once", carrier: "watch" });
    await reply(agent.person, "Also the docs");
    expect((await ended).items).toMatchObject([{ text: "Also the docs" }]);
  });

  test("an agent that takes replies meanwhile is reached as ever", async () => {
    await open({ takes: { replies: true } });
    expect(await reach()).toMatchObject({ reach: "next-tool-call" });
  });
});
