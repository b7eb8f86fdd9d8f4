import { beforeEach, describe, expect, test } from "vitest";
import type { Message } from "#contract/message.ts";
import type { ManyRepliesAnswer } from "#contract/reply.ts";
import { type Asking, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import type { TestHub } from "../../testing/test-hub.ts";

let hub: TestHub;
let asking: Asking;
beforeEach(async () => {
  hub = await ownHub();
  asking = await startAsking(hub);
});

const type = (text: string, { as = asking.person, to = asking.sessionId, headers = {}, more = {} } = {}) =>
  as.send("POST", `/v1/people/sessions/${to}/replies`, { body: { text, ...more }, headers });
const messages = async (of = asking.sessionId) =>
  (await asking.person.send("GET", `/v1/people/sessions/${of}/messages`)).json<{ items: Message[] }>().items;
const replies = async (of?: string) => (await messages(of)).filter(({ kind }) => kind === "reply");
/** What the agent would be handed. */
const handed = async () =>
  (await asking.machine.send("GET", `/v1/sessions/${asking.sessionId}/replies?carrier=watch`)).json().items as object[];

describe("typed as a reply", () => {
  test("`approve CODE` allows: the answer is the approval's own message, and the agent is handed nothing", async () => {
    const approval = await asking.open();
    const { ended } = await asking.wait(approval.id);
    const answer = await type(`approve ${approval.code.toUpperCase()}`);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      approval: { id: approval.id, state: "allowed", decision: { via: "reply", by: { name: "ada" }, note: null } },
      message: { id: approval.messageId, kind: "approval", approval: { state: "allowed" } },
      receipt: { state: "withdrawn", note: "These words decided an approval, so they were not sent." },
      hint: null,
    });
    expect((await ended).state).toBe("allowed");
    expect(await replies()).toEqual([]);
    expect(await handed()).toEqual([]);
  });

  test("`deny CODE words` denies, and the words are the agent's note", async () => {
    const approval = await asking.open();
    expect((await type(`deny ${approval.code} use staging instead`)).statusCode).toBe(201);
    expect(await asking.get(approval.id)).toMatchObject({
      state: "denied",
      decision: { note: "use staging instead", via: "reply" },
    });
  });

  test("what can't be a decision after all is refused with a line of its own, and nothing is sent", async () => {
    const other = await startAsking(hub, "Other thing");
    const [open, done, elsewhere] = [await asking.open(), await asking.open(), await other.open()];
    await asking.decide(done.id, { decision: "deny" });
    const line = async (text: string) => {
      const answer = await type(text);
      return [answer.statusCode, answer.json().detail as string] as const;
    };
    const asText = "Nothing was sent. To send it to the agent as text, begin with a backslash: \\";
    expect(await line("approve it")).toEqual([
      400,
      `An approval's code has 4 letters and digits; “it” has 2. ${asText}approve it`,
    ]);
    expect(await line("deny a3k because")).toEqual([
      400,
      `An approval's code has 4 letters and digits; “a3k” has 3. ${asText}deny a3k because`,
    ]);
    expect(await line("deny abcd use staging")).toEqual([
      404,
      `There is no approval with the code abcd. ${asText}deny abcd use staging`,
    ]);
    expect(await line("approve z9z9")).toEqual([404, `There is no approval with the code z9z9. ${asText}approve z9z9`]);
    const [late, words] = await line(`approve ${done.code}`);
    expect([late, words]).toEqual([
      409,
      expect.stringMatching(/^This approval was denied by ada \(owner\) on the page at /),
    ]);
    expect(await line(`approve ${elsewhere.code}`)).toEqual([
      409,
      `The approval ${elsewhere.code} belongs to another discussion: “Other thing”. Nothing was decided.`,
    ]);
    const files = await type(`approve ${open.code}`, {
      more: { attachments: ["00000000-0000-7000-8000-000000000001"] },
    });
    expect(files.statusCode).toBe(400);
    expect((await type(`deny ${open.code} ${"x".repeat(5000)}`)).statusCode).toBe(400);
    expect((await asking.get(open.id)).state).toBe("open");
    expect((await other.get(elsewhere.id)).state).toBe("open");
    expect(await replies()).toEqual([]);
  });

  test("a code of a discussion that the person does not see is unknown to them", async () => {
    const other = await startAsking(hub, "Secret thing");
    const elsewhere = await other.open();
    const otto = await addPerson(hub, "operator", "Otto", {
      narrowings: [{ sessionId: other.sessionId, role: "none" }],
    });
    const answer = await type(`approve ${elsewhere.code}`, { as: otto });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain("Secret");
  });

  test("a viewer's words are refused and written down, and are no message either", async () => {
    const vera = await addPerson(hub, "viewer", "Vera");
    const { code, id } = await asking.open();
    expect((await type(`approve ${code}`, { as: vera })).statusCode).toBe(403);
    expect((await asking.get(id)).state).toBe("open");
    expect(await replies()).toEqual([]);
    const [entry] = await hub.core.store.read.ledger.list({ types: ["decision-refused"] }, { limit: 1 });
    expect(entry).toMatchObject({ by: { name: "Vera", role: "viewer" }, details: { via: "reply", why: "viewer" } });
  });

  test("a sentence that begins so is a reply, and a backslash makes one of anything", async () => {
    const { code, id } = await asking.open();
    for (const text of ["approve the plan and go on", `\\approve ${code}`]) {
      expect((await type(text)).statusCode).toBe(201);
    }
    expect((await replies()).map(({ text }) => text)).toEqual(["approve the plan and go on", `approve ${code}`]);
    expect((await asking.get(id)).state).toBe("open");
  });

  test("the same request again gives the same answer", async () => {
    const { code } = await asking.open();
    const headers = { "idempotency-key": "k1" };
    const [first, again] = [await type(`approve ${code}`, { headers }), await type(`approve ${code}`, { headers })];
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
  });

  test("to several sessions decides in the one that it is about, and is sent to none", async () => {
    const other = await startAsking(hub, "Other");
    const { code, id } = await asking.open();
    const body = { sessionIds: [other.sessionId, asking.sessionId], text: `deny ${code} no` };
    const answer = await asking.person.send("POST", "/v1/people/replies", { body });
    expect(answer.json<ManyRepliesAnswer>().results.map(({ code: why }) => why)).toEqual(["conflict", null]);
    expect((await asking.get(id)).state).toBe("denied");
    expect([...(await replies()), ...(await replies(other.sessionId))]).toEqual([]);
  });
});

test("what an agent says decides nothing, whatever it says", async () => {
  const { code, id } = await asking.open();
  const say = (path: string, body: object) =>
    asking.machine.send("POST", `/v1/sessions/${asking.sessionId}/${path}`, { body });
  await say("messages", { text: `approve ${code}` });
  await say("questions", { text: `approve ${code}` });
  await say("approvals", { tool: "Bash", input: { command: `approve ${code}` }, summary: `approve ${code}` });
  expect((await asking.get(id)).state).toBe("open");
  for (const path of [`/v1/people/approvals/${id}/decision`, `/v1/people/approvals/codes/${code}/decision`]) {
    expect((await asking.machine.send("POST", path, { body: { decision: "allow" } })).statusCode).toBe(401);
  }
});
