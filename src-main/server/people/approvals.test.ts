import { beforeEach, describe, expect, test } from "vitest";
import type { Approval, ManyDecisionsAnswer } from "#contract/approval.ts";
import type { Page } from "#contract/common.ts";
import type { DeviceKeyAnswer } from "#contract/people.ts";
import { type Asking, bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson, addTeam } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";
import type { TestHub, TestPerson } from "../../testing/test-hub.ts";

let hub: TestHub;
let asking: Asking;
beforeEach(async () => {
  hub = await ownHub();
  asking = await startAsking(hub);
});

const ledger = (...types: string[]) => hub.core.store.read.ledger.list({ types }, { limit: 3000 });
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const list = async (person: TestPerson, query = "") =>
  (await person.send("GET", `/v1/people/approvals${query}`)).json<Page<Approval>>();
const byCode = (code: string, body: object = { decision: "allow" }, as = asking.person) =>
  as.send("POST", `/v1/people/approvals/codes/${code}/decision`, { body });
const lineFor = async (code: string) => (await byCode(code)).json().detail as string;

describe("of two decisions", () => {
  test("the first wins, and the other learns by whom, how and when it was made", async () => {
    const otto = await addPerson(hub, "operator", "Otto");
    const { id } = await asking.open();
    expect((await asking.decide(id, { decision: "deny", note: "Not today" })).status).toBe(200);
    const late = await asking.decide(id, { decision: "allow" }, otto);
    expect(late).toMatchObject({
      status: 409,
      approval: { state: "denied", decision: { by: { name: "ada" }, note: "Not today" } },
    });
    expect(late.detail).toMatch(
      /^This approval was denied by ada \(owner\) on the page at \d{4}-\d\d-\d\d [\d:]{8} UTC\.$/,
    );
  });

  test("from two devices at the same instant, a thousand times over, one wins each", async () => {
    const other = await hub.person();
    const rounds = 1000;
    const fates = { first: 0, second: 0 };
    for (let at = 0; at < rounds; at += 50) {
      const opened = await Promise.all(Array.from({ length: 50 }, (_, n) => asking.open(bash(`make ${at + n}`))));
      await Promise.all(
        opened.map(async ({ id }) => {
          const [a, b] = await Promise.all([
            asking.decide(id, { decision: "allow" }),
            asking.decide(id, { decision: "deny" }, other),
          ]);
          expect([a.status, b.status].toSorted((x, y) => x - y)).toEqual([200, 409]);
          // The loser has the winner's answer.
          expect(a.approval).toEqual(b.approval);
          expect(a.approval.state).toBe(a.status === 200 ? "allowed" : "denied");
          fates[a.status === 200 ? "first" : "second"] += 1;
        }),
      );
    }
    expect(fates.first + fates.second).toBe(rounds);
    const written = await ledger("approval-allowed", "approval-denied");
    expect(new Set(written.map(({ subject }) => subject?.id)).size).toBe(rounds);
    expect(written).toHaveLength(rounds);
  }, 120_000);

  test("that are one request, repeated with its key, both are the first", async () => {
    const { id } = await asking.open();
    const headers = { "idempotency-key": "k1" };
    const send = () =>
      asking.person.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "allow" }, headers });
    const [a, b] = await Promise.all([send(), send()]);
    expect([a.statusCode, b.statusCode]).toEqual([200, 200]);
    expect(a.json()).toEqual(b.json());
    expect(await ledger("approval-allowed")).toHaveLength(1);
  });
});

describe("a decision", () => {
  test("is an owner's or an operator's: a viewer's try is refused and written down", async () => {
    const vera = await addPerson(hub, "viewer", "Vera");
    const { id } = await asking.open();
    const refused = await asking.decide(id, { decision: "allow" }, vera);
    expect(refused.status).toBe(403);
    expect((await asking.get(id)).state).toBe("open");
    expect(await ledger("decision-refused")).toMatchObject([
      {
        by: { type: "person", id: vera.id, name: "Vera", role: "viewer" },
        device: { name: expect.any(String) },
        address: "127.0.0.1",
        sessionId: asking.sessionId,
        subject: { type: "approval", id },
        details: { decision: "allow", why: "viewer" },
      },
    ]);
  });

  test("counts by the role in that discussion: who is a viewer there can't decide, who does not see it finds none", async () => {
    const elsewhere = await startAsking(hub, "Elsewhere");
    const team = await addTeam(hub, { narrowed: asking.sessionId, named: asking.sessionId });
    const [here, there] = [await asking.open(), await elsewhere.open()];
    expect((await asking.decide(here.id, { decision: "allow" }, team.operator)).status).toBe(403);
    expect((await asking.decide(there.id, { decision: "allow" }, team.operator)).status).toBe(200);
    expect((await asking.decide(there.id, { decision: "allow" }, team.viewer)).status).toBe(404);
    expect((await asking.decide(here.id, { decision: "allow" }, team.viewer)).status).toBe(403);
    const whys = (await ledger("decision-refused")).map(({ by, details }) => [by.name, details["why"]]);
    expect(whys).toEqual([
      ["Vera", "viewer"],
      ["Vera", "unseen"],
      ["Otto", "viewer"],
    ]);
  });

  test("is written down with who made it, from which device and address, and what it was", async () => {
    const { id } = await asking.open();
    await asking.decide(id, { decision: "deny", note: "Use staging" });
    expect(await ledger("approval-denied")).toMatchObject([
      {
        by: { type: "person", name: "ada", role: "owner" },
        device: { name: expect.any(String) },
        address: "127.0.0.1",
        subject: { type: "approval", id, name: "Bash" },
        details: { via: "page", note: "Use staging" },
      },
    ]);
  });

  test("may change the input where the agent takes that, and nowhere else", async () => {
    const takes = { input: true, note: true, allow: true, replies: false };
    const [can, not] = [await asking.open({ takes }), await asking.open({ takes: { ...takes, input: false } })];
    const body = { decision: "allow", input: { command: "npm publish --dry-run" } };
    const changed = await asking.decide(can.id, body);
    expect(changed.approval).toMatchObject({
      state: "allowed",
      input: { command: "npm publish" },
      decision: { input: { command: "npm publish --dry-run" } },
    });
    expect(await ledger("approval-allowed")).toMatchObject([{ details: { changedInputHash: expect.any(String) } }]);
    expect(await asking.decide(not.id, body)).toMatchObject({ status: 400 });
    expect(await asking.decide(not.id, { ...body, decision: "deny" })).toMatchObject({ status: 400 });
    expect((await asking.get(not.id)).state).toBe("open");
  });

  test("by a device's key says so, with the device, whatever it says of itself", async () => {
    const made = await asking.person.send("POST", "/v1/people/devices", { body: { name: "Laptop" } });
    const { key, device } = made.json<DeviceKeyAnswer>();
    const { id } = await asking.open();
    const body = { decision: "allow", via: "page" };
    const headers = { authorization: `Bearer ${key}` };
    const answer = await hub.send("POST", `/v1/people/approvals/${id}/decision`, { body, headers });
    expect(answer.json().approval).toMatchObject({
      state: "allowed",
      decision: { via: "device", by: { name: "ada" } },
    });
    expect(await ledger("approval-allowed")).toMatchObject([{ device: { id: device.id, name: "Laptop" } }]);
  });

  test("with a changed input is not remembered for the call as it was", async () => {
    const { id } = await asking.open({ takes: { input: true } });
    const body = { decision: "allow", input: { command: "ls" }, remember: {} };
    expect(await asking.decide(id, body)).toMatchObject({ status: 400 });
    expect((await asking.get(id)).state).toBe("open");
    const remember = { rule: { match: { command: "ls" } } };
    const done = await asking.decide(id, { ...body, remember });
    expect(done.approval.decision?.rule).toMatchObject({ match: { command: "ls" } });
  });

  test("that is remembered answers what is open already, too", async () => {
    const [first, same, other] = [
      await asking.open(bash("npm test")),
      await asking.open(bash("npm test")),
      await asking.open(bash("npm publish")),
    ];
    const { ended } = await asking.wait(same.id);
    const done = await asking.decide(first.id, { decision: "allow", remember: { scope: "session" } });
    expect(done.approval.decision?.rule).toMatchObject({ fromApproval: first.id });
    expect(await ended).toMatchObject({
      state: "allowed",
      decision: { via: "rule", rule: { id: done.approval.decision?.rule?.id, used: 1 } },
    });
    expect((await asking.get(other.id)).state).toBe("open");
  });

  test("reaches screens: that it was asked, and how it ended", async () => {
    // Notifications have frames of their own.
    await asking.person.send("PATCH", "/v1/people/attention", { body: { pages: false } });
    hub.core.changes.flush();
    const screen = await openScreen({ host: await hub.listen(), cookie: asking.person.cookie });
    const approval = await asking.open();
    await screen.has(3);
    const answer = await asking.decide(approval.id, { decision: "allow" });
    const place = { sessionId: asking.sessionId, messageSeq: 1 };
    const [, ...frames] = await screen.has(5);
    expect(frames).toMatchObject([
      { type: "message", message: { kind: "approval", approval }, session: { attention: "approval" } },
      { type: "approval", ...place, approval },
      { type: "approval", ...place, approval: answer.approval },
      { type: "session", session: { openApprovals: 0, attention: null } },
    ]);
  });
});

describe("by its code", () => {
  test("an open approval is decided, in capitals too", async () => {
    const { code, id } = await asking.open();
    const answer = await byCode(code.toUpperCase(), { decision: "deny", note: "No" });
    expect(answer.json().approval).toMatchObject({ id, state: "denied", decision: { note: "No" } });
  });

  test("a wrong length, one that nobody has, and one that was answered each have a line of their own", async () => {
    const { code, id } = await asking.open();
    const words = async (wanted: string, as = asking.person) => {
      const answer = await byCode(wanted, { decision: "allow" }, as);
      return [answer.statusCode, answer.json().detail];
    };
    expect(await words("a3k")).toEqual([400, "An approval's code has 4 letters and digits; “a3k” has 3."]);
    expect(await words("a3k9x")).toEqual([400, "An approval's code has 4 letters and digits; “a3k9x” has 5."]);
    expect(await words("zzzz")).toEqual([404, "There is no approval with the code zzzz."]);
    const vera = await addPerson(hub, "viewer", "Vera", { sees: "named" });
    expect(await words(code, vera)).toEqual([404, `There is no approval with the code ${code}.`]);
    await asking.decide(id, { decision: "deny" });
    const [status, line] = await words(code);
    expect(status).toBe(409);
    expect(line).toMatch(/^This approval was denied by ada \(owner\) on the page at /);
  });

  test("one that ran out or was taken back says so", async () => {
    const [late, gone] = [await asking.open({ timeoutSeconds: 5 }), await asking.open()];
    await asking.machine.send("DELETE", `/v1/approvals/${gone.id}`, { body: { by: "terminal" } });
    hub.advance(6000);
    expect(await lineFor(late.code)).toMatch(/^This approval ran out at .+ UTC: nobody had answered\.$/);
    expect(await lineFor(gone.code)).toMatch(/^This approval was withdrawn by .+ at its own terminal at .+ UTC\.$/);
  });
});

describe("the list over all sessions", () => {
  test("has the open ones oldest first, page by page, and the ended ones newest first", async () => {
    const other = await startAsking(hub, "Other");
    const opened = [];
    for (const of of [asking, other, asking, other, asking]) opened.push(await of.open());
    const ids = idsOf(opened);
    const first = await list(asking.person, "?limit=2");
    expect(idsOf(first.items)).toEqual(ids.slice(0, 2));
    const second = await list(asking.person, `?limit=2&after=${first.next}`);
    const third = await list(asking.person, `?limit=2&after=${second.next}`);
    expect([...idsOf(second.items), ...idsOf(third.items), third.next]).toEqual([...ids.slice(2), null]);
    expect(idsOf((await list(asking.person, `?session=${other.sessionId}`)).items)).toEqual([ids[1], ids[3]]);

    for (const id of ids.slice(0, 3)) await asking.decide(id, { decision: id === ids[0] ? "deny" : "allow" });
    const ended = await list(asking.person, "?state=ended&limit=2");
    expect(idsOf(ended.items)).toEqual([ids[2], ids[1]]);
    expect(idsOf((await list(asking.person, `?state=ended&limit=2&before=${ended.next}`)).items)).toEqual([ids[0]]);
    expect(idsOf((await list(asking.person, "?state=denied")).items)).toEqual([ids[0]]);
    expect(idsOf((await list(asking.person)).items)).toEqual(ids.slice(3));
    expect((await asking.person.send("GET", "/v1/people/approvals?after=nonsense")).statusCode).toBe(400);
  });

  test("has only those of discussions that the person may see, and full pages of them", async () => {
    const other = await startAsking(hub, "Other");
    const viewer = await addPerson(hub, "viewer", "Vera", {
      sees: "named",
      narrowings: [{ sessionId: other.sessionId, role: "viewer" }],
    });
    const own = [];
    for (let n = 0; n < 6; n += 1) {
      await asking.open();
      if (n % 2 === 0) own.push((await other.open()).id);
    }
    const first = await list(viewer, "?limit=2");
    expect(idsOf(first.items)).toEqual(own.slice(0, 2));
    expect(await list(viewer, `?limit=2&after=${first.next}`)).toMatchObject({ items: [{ id: own[2] }], next: null });
    const [hidden] = (await list(asking.person)).items;
    expect((await viewer.send("GET", `/v1/people/approvals/${hidden?.id}`)).statusCode).toBe(404);
    expect((await viewer.send("GET", `/v1/people/approvals/${own[0]}`)).statusCode).toBe(200);
  });
});

test("the same decision on several is made one by one: a result each, and a repeat changes nothing", async () => {
  const vera = await addPerson(hub, "viewer", "Vera");
  const opened = [await asking.open(), await asking.open(), await asking.open()];
  await asking.decide(opened[1]?.id ?? "", { decision: "deny" });
  const unknown = "00000000-0000-7000-8000-000000000999";
  const send = async (as: TestPerson) => {
    const headers = { "idempotency-key": "bulk" };
    const body = { ids: [...idsOf(opened), unknown], decision: "allow" };
    const answer = await as.send("POST", "/v1/people/approvals/decisions", { body, headers });
    return answer
      .json<ManyDecisionsAnswer>()
      .results.map(({ isDone, code, approval }) => [isDone, code, approval?.state]);
  };
  const none = [false, "not-found", undefined];
  const forbidden = [false, "forbidden", undefined];
  expect(await send(vera)).toEqual([forbidden, forbidden, forbidden, none]);
  const done = [[true, null, "allowed"], [false, "conflict", "denied"], [true, null, "allowed"], none];
  expect(await send(asking.person)).toEqual(done);
  expect(await send(asking.person)).toEqual(done);
  expect(await ledger("approval-allowed")).toHaveLength(2);
});
