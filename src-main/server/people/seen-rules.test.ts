import { beforeEach, expect, test } from "vitest";
import type { Rule, RulesAnswer } from "#contract/rule.ts";
import { type Asking, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";
import type { TestHub, TestPerson } from "../../testing/test-hub.ts";

let hub: TestHub;
let shared: Asking;
let guest: TestPerson;
beforeEach(async () => {
  hub = await ownHub();
  shared = await startAsking(hub, "Shared");
  const narrowings = [{ sessionId: shared.sessionId, role: "operator" as const }];
  guest = await addPerson(hub, "operator", "Gus", { sees: "named", narrowings });
});

const make = async (scope: object | null) => {
  const body = { effect: "allow", tool: "Bash", match: { exact: "deploy --to secret.example.com" }, scope };
  return (await shared.person.send("POST", "/v1/people/rules", { body })).json<{ rule: Rule }>().rule;
};
const listed = async (as: TestPerson) =>
  (await as.send("GET", "/v1/people/rules")).json<RulesAnswer>().items.map(({ id }) => id);

test("who sees only some discussions sees the rules of these, and no text of others", async () => {
  const { cookie } = guest;
  const screen = await openScreen({ host: await hub.listen(), cookie });
  const other = await startAsking(hub, "Other");
  const everywhere = await make(null);
  const elsewhere = await make({ sessionId: other.sessionId });
  const here = await make({ sessionId: shared.sessionId });
  expect((await screen.first("rule")).rule.id).toBe(here.id);
  expect(await listed(guest)).toEqual([here.id]);
  expect(await listed(shared.person)).toEqual([here.id, elsewhere.id, everywhere.id]);
});
