import { afterAll, beforeAll, expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import type { RulesAnswer } from "#contract/rule.ts";
import { bash, startAsking } from "../../testing/approvals.ts";
import { addPerson, callerOf } from "../../testing/people.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

test.each([
  ["only read", "viewer", 403],
  ["not even see", "none", 404],
] as const)("an operator's decision makes no rule for a discussion that they may %s", async (_what, role, status) => {
  const own = await startAsking(hub, `Own ${role}`);
  const other = await startAsking(hub, `Other ${role}`);
  const otto = await addPerson(hub, "operator", "Otto", { narrowings: [{ sessionId: other.sessionId, role }] });
  const { id } = await own.open(bash("ls"));
  const remember = { scope: { sessionId: other.sessionId }, until: "session", rule: { tool: "*", match: null } };
  const answer = await otto.send("POST", `/v1/people/approvals/${id}/decision`, {
    body: { decision: "allow", remember },
  });
  expect(answer.statusCode).toBe(status);
  const rules = (await own.person.send("GET", "/v1/people/rules")).json<RulesAnswer>().items;
  expect(rules).toEqual([]);
  expect((await own.get(id)).state).toBe<Approval["state"]>("open");
  expect((await other.open(bash("rm -rf ~"))).state).toBe("open");
});

test("someone who is no owner any more when the rule is about to be written makes none", async () => {
  const { sessionId } = await startAsking(hub, "Late");
  const olga = await addPerson(hub, "owner", "Olga");
  const caller = await callerOf(hub, olga);
  await hub.core.members.change(await callerOf(hub, await hub.person()), olga.id, { role: "viewer" });
  const make = () => hub.core.rules.make(caller, { effect: "allow", tool: "*", scope: { sessionId } });
  await expect(make()).rejects.toMatchObject({ code: "forbidden" });
  await hub.core.members.revoke(await callerOf(hub, await hub.person()), olga.id);
  await expect(make()).rejects.toMatchObject({ code: "unauthorized" });
});
