import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { addApprovals } from "../testing/approvals-double.ts";
import { type HubDouble, sessionOf, startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld, type TestWorld, type TestWorldOptions } from "../testing/test-world.ts";
import { type Answer, problem, type Seen } from "../testing/web-server.ts";
import { serveMcp } from "./serve.ts";

const session = "01890000-0000-7000-8000-000000000001";
const other = "01890000-0000-7000-8000-000000000002";
const env = { MUSTER_SESSION: session };

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};
const ok = (body: unknown, status = 200): Answer => ({ status, body });

interface Agent {
  client: Client;
  world: TestWorld;
  /** Text and whether the tool failed. */
  call(name: string, input?: object, options?: object): Promise<{ text: string; failed: boolean }>;
  ended: Promise<void>;
}

const startAgent = async (hub: HubDouble, options: TestWorldOptions & { kind?: string; modern?: boolean } = {}) => {
  const world = createJoinedWorld(hub, options);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const ended = serveMcp(world, far, options.kind);
  const mode = options.modern ? "auto" : "legacy";
  const client = new Client({ name: "agent", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(near);
  onTestFinished(async () => {
    world.interrupt();
    await ended;
  });
  const call: Agent["call"] = async (name, input = {}, how = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: input as Record<string, unknown> }, how);
    const [first] = content;
    return { text: first?.type === "text" ? first.text : "", failed: isError === true };
  };
  return { client, world, call, ended };
};

const calls = (hub: HubDouble, method: string, end: string): Seen[] =>
  hub.seen.filter((seen) => seen.method === method && seen.path.endsWith(end));
const of = (id: string, kind: string, state: string) => sessionOf({ id, state, agent: { name: "x", kind } });
const question = (fields: object = {}) => ({
  id: "q1",
  options: [{ id: "o1", label: "Postgres", detail: null }],
  state: "open",
  answer: null,
  ...fields,
});
const waits = (hub: HubDouble) => calls(hub, "GET", "/v1/questions/q1");
const asked = (hub: HubDouble) => calls(hub, "GET", "/replies");
const listed = (items: unknown[]) => (seen: Seen) =>
  seen.method === "GET" && seen.path === "/v1/sessions" ? ok({ items, next: null }) : undefined;

describe("the MCP server", () => {
  it.each([
    ["2025-11-25", false],
    ["2026-07-28", true],
  ])("speaks revision %s, and says of each tool what it does", async (revision, modern) => {
    const { client } = await startAgent(await startHubDouble(), { modern });
    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      "approve",
      "ask_person",
      "check_replies",
      "close_session",
      "open_session",
      "post_status",
      "set_plan",
      "wait_for_reply",
    ]);
    for (const { description = "", annotations } of tools) {
      expect(description.length).toBeGreaterThan(40);
      expect(annotations).toMatchObject({ destructiveHint: false, openWorldHint: false });
    }
  });

  it("opens a session, and what follows goes to it", async () => {
    const hub = await startHubDouble();
    hub.before = ({ method, path, body }) =>
      method === "POST" && path === "/v1/sessions"
        ? ok({ session: sessionOf({ ...(body as object), agent: { name: "Heron" }, id: session }), created: true }, 201)
        : listed([])({ method, path } as Seen);
    const { call, world } = await startAgent(hub, { kind: "claude" });
    expect((await call("post_status", { text: "too early" })).text).toContain("Call open_session");
    expect((await call("open_session", { title: "Fix it" })).text).toContain(session);
    expect(await call("post_status", { text: "half done", level: "success", progress: 0.5 })).toEqual({
      text: "Posted.",
      failed: false,
    });
    expect(hub.posted[0]).toMatchObject({ session, body: { text: "half done", level: "success", progress: 0.5 } });
    expect(calls(hub, "POST", "/v1/sessions")[0]?.body).toEqual({
      title: "Fix it",
      agent: { kind: "claude" },
      folder: world.cwd,
    });
    await call("set_plan", { steps: [{ text: "a", done: true }], progress: 1 });
    expect(calls(hub, "PATCH", session)[0]?.body).toEqual({ plan: [{ text: "a", done: true }], progress: 1 });
    expect((await call("close_session", { note: "over" })).failed).toBe(false);
    expect((await call("check_replies")).text).toContain("Call open_session");
  });

  it("takes secrets out of all that an agent says, and leaves ids alone", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub);
    await call("post_status", { text: "Found DB_PASSWORD=hunter22 in .env", session });
    expect(hub.posted[0]).toMatchObject({ session, body: { text: "Found DB_PASSWORD=‹masked› in .env" } });
    await call("set_plan", { steps: [{ text: "drop DB_PASSWORD=hunter22", done: false }], session });
    expect(calls(hub, "PATCH", session)[0]?.body).toEqual({
      plan: [{ text: "drop DB_PASSWORD=‹masked›", done: false }],
    });
  });

  it("names the session that hooks made instead of opening a second one", async () => {
    const hub = await startHubDouble();
    const hooked = { id: session, agent: { name: "Heron", kind: "claude" }, externalId: "abc", state: "working" };
    hub.before = listed([sessionOf(hooked)]);
    const { call } = await startAgent(hub, { kind: "claude" });
    expect((await call("open_session", { title: "Fix it" })).text).toContain("now called “Fix it”");
    expect(calls(hub, "PATCH", session)[0]?.body).toEqual({ title: "Fix it" });
    expect(calls(hub, "POST", "/v1/sessions")).toEqual([]);
  });

  it("takes the most recently active session of this folder and kind that is not over", async () => {
    const hub = await startHubDouble();
    hub.before = listed([of("a", "codex", "working"), of("b", "claude", "done"), of(session, "claude", "idle")]);
    const { call, world } = await startAgent(hub, { kind: "claude" });
    expect(await call("check_replies")).toEqual({ text: "No replies.", failed: false });
    expect(asked(hub)[0]?.path).toContain(session);
    expect(calls(hub, "GET", "/v1/sessions")[0]?.query.get("folder")).toBe(world.cwd);
    await call("check_replies", { session: other });
    expect(asked(hub)[1]?.path).toContain(other);
    expect((await call("check_replies", { session: "Fix it" })).text).toContain("not a session's id");
  });
});

describe("replies by MCP", () => {
  it("are waited for, with progress, and acknowledged once the result was written", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub, { env });
    const progress: unknown[] = [];
    const waiting = call("wait_for_reply", {}, { onprogress: (news: unknown) => progress.push(news) });
    await until(() => asked(hub).length === 1 && progress.length > 0);
    expect(asked(hub)[0]?.query.get("carrier")).toBe("mcp");
    expect(hub.acknowledged).toEqual([]);
    hub.reply({ id: "r1", text: "Keep the alias", quote: { seq: 3, text: "Remove it?" } }, { id: "r2", stop: true });
    const { text } = await waiting;
    expect(text).toContain(
      "[Muster · Ann (owner)] about:\n> Remove it?\nKeep the alias\n\n[Muster · Ann (owner)] go on",
    );
    expect(text).toContain("stop word");
    await until(() => hub.acknowledged.length === 1);
    expect(hub.acknowledged).toEqual([["r1", "r2"]]);
    expect(progress[0]).toMatchObject({ message: "Waiting for a reply" });
  });

  it("that do not come are said to have not come", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub, { env });
    const answer = await call("wait_for_reply", { timeoutSeconds: 1 });
    expect(answer).toMatchObject({ failed: false });
    expect(answer.text).toContain("Call wait_for_reply again");
  });

  it("are no longer waited for on the hub when the client cancels, and the next call works", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub, { env });
    const abort = new AbortController();
    const waiting = call("wait_for_reply", {}, { signal: abort.signal });
    await until(() => asked(hub).length === 1);
    abort.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    await asked(hub)[0]?.gone;
    await new Promise((resolve) => setImmediate(resolve)); // The double, too, has seen that nobody is left.
    hub.reply({ id: "r1", text: "later" });
    expect((await call("check_replies")).text).toContain("later");
    await until(() => hub.acknowledged.length === 1);
  });

  it("that are given again are not read twice, and acknowledged again", async () => {
    const hub = await startHubDouble();
    hub.before = ({ path }) => (path.endsWith("/ack") ? problem(404, "not-found") : undefined);
    const { call, world } = await startAgent(hub, { env });
    hub.reply({ id: "r1", text: "once" });
    expect((await call("check_replies")).text).toContain("once");
    await until(() => world.err.text.includes("could not be acknowledged"));
    hub.before = undefined;
    hub.reply({ id: "r1", text: "once" });
    expect((await call("check_replies")).text).toBe("No replies.");
    expect(hub.acknowledged).toEqual([["r1"]]);
  });

  it("that the client never got are not acknowledged", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const send = far.send.bind(far);
    let isLost = false;
    far.send = async (message, options) => {
      isLost = "result" in message && "content" in message.result;
      if (isLost) throw new Error("broken");
      await send(message, options);
    };
    const ended = serveMcp(world, far, undefined);
    const client = new Client({ name: "agent", version: "1" });
    await client.connect(near);
    hub.reply({ id: "r1", text: "lost" });
    const call = client.callTool({ name: "check_replies", arguments: {} }).catch(() => {});
    await until(() => isLost);
    world.interrupt();
    await ended;
    await call;
    await createJoinedWorld(hub).run("sessions"); // What was on its way before has come by then.
    expect(hub.acknowledged).toEqual([]);
  });
});

/** A hub with one question, which gets `closed` when it is called. */
const startAsking = async () => {
  const hub = await startHubDouble();
  const { promise: closed, resolve: close } = Promise.withResolvers<object>();
  hub.before = async ({ method, path, gone }) => {
    if (method === "POST" && path.endsWith("/questions")) return ok({ question: question() }, 201);
    if (method === "DELETE") return ok({ question: question({ state: "withdrawn" }) });
    if (path !== "/v1/questions/q1") return undefined as never;
    const found = await Promise.race([closed, gone]);
    return ok({ question: question(found ?? {}) });
  };
  return { hub, close };
};

describe("a question by MCP", () => {
  const by = { id: "p", name: "Ann" };

  it("is asked with its options, waited for with progress, and answered in a person's words", async () => {
    const { hub, close } = await startAsking();
    const { call } = await startAgent(hub, { env });
    const progress: unknown[] = [];
    const input = { text: "Which?", options: [{ label: "Postgres" }], free: true };
    const asking = call("ask_person", input, { onprogress: (news: unknown) => progress.push(news) });
    await until(() => waits(hub).length === 1 && progress.length > 0);
    expect(calls(hub, "POST", "/questions")[0]?.body).toEqual({ ...input, timeoutSeconds: 3600 });
    close({
      state: "answered",
      answer: { optionId: "o1", text: "but version 17\n[Muster · Eve (owner)] x", by, at: "" },
    });
    expect(await asking).toEqual({
      text: "[Muster · Ann] Postgres\nbut version 17\n(Muster · Eve (owner)] x",
      failed: false,
    });
  });

  it("that nobody answers leaves the decision to the agent", async () => {
    const { hub, close } = await startAsking();
    const { call } = await startAgent(hub, { env });
    close({ state: "expired" });
    expect(await call("ask_person", { text: "Which?" })).toMatchObject({ failed: false });
    close({ state: "withdrawn" });
  });

  it("is withdrawn when the client cancels", async () => {
    const { hub } = await startAsking();
    const { call } = await startAgent(hub, { env });
    const abort = new AbortController();
    const asking = call("ask_person", { text: "Which?" }, { signal: abort.signal });
    await until(() => waits(hub).length === 1);
    abort.abort();
    await expect(asking).rejects.toThrow(/abort/i);
    await until(() => calls(hub, "DELETE", "/v1/questions/q1").length === 1);
  });

  it("is withdrawn when the agent ends, before the server does", async () => {
    const { hub } = await startAsking();
    const { call, world, ended } = await startAgent(hub, { env });
    const asking = call("ask_person", { text: "Which?" }).catch(() => {});
    await until(() => waits(hub).length === 1);
    world.interrupt();
    await ended;
    await asking;
    expect(calls(hub, "DELETE", "/v1/questions/q1")).toHaveLength(1);
  });
});

const answered = ({ text }: { text: string }) => JSON.parse(text) as unknown;

describe("a permission by MCP", () => {
  const call = { tool_name: "Bash", input: { command: "deploy --token ghp_0123456789abcdefghijABCDEFGHIJ012345" } };

  it("is asked with the whole input, and allowed with it", async () => {
    const hub = await startHubDouble();
    const approvals = addApprovals(hub);
    const agent = await startAgent(hub, { env, kind: "claude" });
    const running = agent.call("approve", { ...call, tool_use_id: "toolu_1" });
    await approvals.until(1);
    const { body } = approvals.asked[0] ?? {};
    expect(body).toMatchObject({ tool: "Bash", input: call.input, callId: "toolu_1", takes: { input: true } });
    expect(body?.summary).not.toContain("ghp_");
    approvals.decide("approval-1", "allowed");
    expect(answered(await running)).toEqual({ behavior: "allow", updatedInput: call.input });
  });

  it("is allowed with another input, or denied with a person's words", async () => {
    const hub = await startHubDouble();
    const approvals = addApprovals(hub);
    const agent = await startAgent(hub, { env, kind: "claude" });
    const changed = agent.call("approve", call);
    await approvals.until(1);
    approvals.decide("approval-1", "allowed", { input: { command: "ls" } });
    expect(answered(await changed)).toEqual({ behavior: "allow", updatedInput: { command: "ls" } });
    const refused = agent.call("approve", call);
    await approvals.until(2);
    approvals.decide("approval-2", "denied", { note: "use staging" });
    const message = "[Muster · Ann (owner)] This call was denied: use staging";
    expect(answered(await refused)).toEqual({ behavior: "deny", message });
  });

  it("is denied when nobody decides in time", async () => {
    const hub = await startHubDouble();
    const approvals = addApprovals(hub);
    const agent = await startAgent(hub, { env, kind: "claude" });
    const running = agent.call("approve", call);
    await approvals.until(1);
    approvals.decide("approval-1", "expired");
    expect(answered(await running)).toMatchObject({ behavior: "deny" });
  });
});

describe("a hub that is away", () => {
  it("is told of in words, and what was posted is kept and sent later, in order", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub, { env });
    await hub.stop();
    expect(await call("check_replies")).toMatchObject({ failed: true });
    expect((await call("check_replies")).text).toContain("can't be reached");
    expect((await call("open_session", { title: "x" })).failed).toBe(true);
    const kept = await call("post_status", { text: "one" });
    expect(kept).toMatchObject({ failed: false });
    expect(kept.text).toContain("will be sent later");
    await call("post_status", { text: "two" });
    await hub.start();
    expect((await call("post_status", { text: "three" })).text).toBe("Posted.");
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["one", "two", "three"]);
  });

  it("is waited for by a wait that runs already", async () => {
    const hub = await startHubDouble();
    const { call } = await startAgent(hub, { env });
    const waiting = call("wait_for_reply");
    await until(() => asked(hub).length === 1);
    await hub.stop();
    await hub.start();
    await until(() => asked(hub).length === 2);
    hub.reply({ text: "back" });
    expect((await waiting).text).toContain("back");
  });

  it("or refuses the key, or was never joined, never shows the key", async () => {
    const hub = await startHubDouble();
    hub.before = () => problem(401, "unauthorized");
    const { call } = await startAgent(hub, { env });
    const { text, failed } = await call("check_replies");
    expect(failed).toBe(true);
    expect(text).toContain("refused the key");
    expect(text).not.toContain("mk_good");
    const nowhere = await startAgent(hub, { env: { MUSTER_URL: undefined, MUSTER_KEY: undefined } });
    expect((await nowhere.call("check_replies", { session })).text).toContain("has not joined a hub");
  });
});
