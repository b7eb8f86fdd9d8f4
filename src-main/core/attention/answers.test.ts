import { beforeEach, describe, expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { AuditEntry } from "#contract/audit.ts";
import type { Message } from "#contract/message.ts";
import { attentiveHub, type AttentiveHub } from "../../testing/attention.ts";
import { addPerson } from "../../testing/people.ts";

let at: AttentiveHub;
let session: Awaited<ReturnType<AttentiveHub["session"]>>;
beforeEach(async () => {
  at = await attentiveHub();
  session = await at.session();
});

const only = async () => {
  await at.settled();
  const there = at.surface.there();
  expect(there).toHaveLength(1);
  return there[0]?.id ?? "";
};
const choose = async (id: string, actionId: string) => {
  at.surface.act({ type: "chosen", id, actionId });
  await at.settled();
};
const type = async (id: string, text: string) => {
  at.surface.act({ type: "replied", id, text });
  await at.settled();
};
const approvalNow = async (id: string) =>
  (await at.owner.send("GET", `/v1/people/approvals/${id}`)).json<{ approval: Approval }>().approval;
const newestEntry = async () =>
  (await at.owner.send("GET", "/v1/people/audit?limit=1")).json<{ items: AuditEntry[] }>().items[0];
const messages = async () =>
  (await at.owner.send("GET", `/v1/people/sessions/${session.id}/messages`)).json<{ items: Message[] }>().items;

describe("a notification of an approval", () => {
  test("has buttons and a field for words", async () => {
    await session.approval();
    await only();
    expect(at.surface.there()[0]).toMatchObject({
      title: "Ship it",
      subtitle: "studio · Ada",
      body: "npm publish\nPublishes the package",
      actions: [
        { id: "allow", label: "Approve" },
        { id: "deny", label: "Deny" },
      ],
      reply: { placeholder: "Reply to Ada" },
    });
  });

  test.each([
    ["allow", "allowed"],
    ["deny", "denied"],
  ])("is answered by its button %s as on a page, and the ledger has it", async (actionId, state) => {
    const { id } = await session.approval();
    await choose(await only(), actionId);
    expect(await approvalNow(id)).toMatchObject({ state, decision: { via: "notification", by: { name: "ada" } } });
    expect(at.surface.there()).toEqual([]);
    expect(await newestEntry()).toMatchObject({
      type: `approval-${state}`,
      by: { type: "person", name: "ada" },
      device: { name: "desktop notification" },
    });
  });

  test("that is answered too late says by whom and where", async () => {
    const { id } = await session.approval();
    const notice = await only();
    const other = await addPerson(at.hub, "operator", "Otto");
    await other.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "allow" } });
    await choose(notice, "deny");
    expect((await approvalNow(id)).state).toBe("allowed");
    expect(at.surface.there()).toMatchObject([
      { kind: "approval", loudness: "silent", sound: false, body: "Already allowed by Otto on Browser.", actions: [] },
    ]);
    expect(await at.decisions()).toHaveLength(1);
  });

  test("whose answer is pressed twice says that it is done already", async () => {
    await session.approval();
    const notice = await only();
    await choose(notice, "allow");
    await choose(notice, "allow");
    expect(at.surface.there()[0]?.body).toBe("Already allowed by ada from a notification.");
  });

  test("that ran out says so", async () => {
    const { id } = await session.approval();
    const notice = await only();
    await at.machine.send("DELETE", `/v1/approvals/${id}`, { body: { by: "terminal" } });
    await choose(notice, "allow");
    expect(at.surface.there()[0]?.body).toBe("Too late: the agent no longer asks. It was answered at its terminal.");
  });

  test("takes typed words as a reply, and a typed code as a decision", async () => {
    const first = await session.approval();
    await type(await only(), "Use the staging registry");
    expect((await messages()).at(-1)).toMatchObject({ kind: "reply", text: "Use the staging registry" });
    expect((await approvalNow(first.id)).state).toBe("open");
    const second = await session.approval();
    await at.settled();
    await type(`approval:${second.id}`, `approve ${second.code}`);
    expect((await approvalNow(second.id)).state).toBe("allowed");
    expect((await messages()).at(-1)?.kind).toBe("approval");
  });
});

describe("a notification of a question", () => {
  test("has its options as buttons, and is answered by one", async () => {
    await session.question({ options: [{ label: "staging" }, { id: "prod", label: "production" }] });
    const notice = await only();
    expect(at.surface.there()[0]?.actions).toEqual([
      { id: expect.stringMatching(/^option:/), label: "staging" },
      { id: "option:prod", label: "production" },
    ]);
    await choose(notice, "option:prod");
    expect((await messages()).at(-1)).toMatchObject({
      question: { state: "answered", answer: { optionId: "prod" } },
    });
    expect(await newestEntry()).toMatchObject({
      type: "question-answered",
      device: { name: "desktop notification" },
    });
  });

  test("takes typed words as its answer where it takes such", async () => {
    await session.question();
    await type(await only(), "the second");
    expect((await messages()).at(-1)).toMatchObject({
      question: { state: "answered", answer: { text: "the second" } },
    });
  });

  test("takes typed words as a reply where it has options only", async () => {
    await session.question({ options: [{ label: "staging" }] });
    await type(await only(), "neither");
    expect((await messages()).map(({ kind }) => kind)).toEqual(["question", "reply"]);
  });

  test("that is answered too late says with what", async () => {
    const { id } = await session.question();
    const notice = await only();
    await at.owner.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: "the first" } });
    await type(notice, "the second");
    expect(at.surface.there()[0]?.body).toBe("Already answered by ada on Browser with “the first”.");
  });
});

describe("a click", () => {
  test("opens the discussion at the message, and the notification is gone", async () => {
    await session.post();
    const { messageSeq } = await session.approval();
    const id = await only();
    at.surface.act({ type: "opened", id });
    await at.settled();
    expect(at.opened).toEqual([[session.id, messageSeq]]);
    expect(at.surface.there()).toEqual([]);
  });

  test("opens the first of several messages", async () => {
    await at.mark(session, { level: "all" });
    await session.post();
    await session.post();
    const id = await only();
    at.surface.act({ type: "opened", id });
    await at.settled();
    expect(at.opened).toEqual([[session.id, 1]]);
  });

  test("on what says how an answer came out opens what it was about", async () => {
    const { id, messageSeq } = await session.approval();
    const notice = await only();
    await at.machine.send("DELETE", `/v1/approvals/${id}`);
    await choose(notice, "allow");
    at.surface.act({ type: "opened", id: await only() });
    await at.settled();
    expect(at.opened).toEqual([[session.id, messageSeq]]);
  });
});

test("an answer that fails says so", async () => {
  await session.post({ level: "urgent" });
  const notice = await only();
  await type(notice, "x".repeat(70_000));
  expect(at.surface.there().at(-1)).toMatchObject({ loudness: "silent", title: "Ship it" });
  expect(at.surface.there().at(-1)?.body).toMatch(/^The text has 70000 bytes/);
});

test("an answer to what is gone says so", async () => {
  await session.approval();
  const notice = await only();
  await at.owner.send("DELETE", `/v1/people/sessions/${session.id}`);
  await choose(notice, "allow");
  expect(at.surface.there()[0]?.body).toBe("Too late: its session is gone.");
});

test("a dismissed notification is not answered, and nothing is added to it any more", async () => {
  await at.mark(session, { level: "all" });
  await session.post();
  const id = await only();
  at.surface.act({ type: "dismissed", id });
  await at.settled();
  await session.post({ text: "more" });
  expect(await only()).not.toBe(id);
});
