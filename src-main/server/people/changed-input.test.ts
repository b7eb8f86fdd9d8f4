import { beforeEach, expect, test } from "vitest";
import { type Asking, bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import type { TestHub } from "../../testing/test-hub.ts";

let hub: TestHub;
let asking: Asking;
beforeEach(async () => {
  hub = await ownHub();
  asking = await startAsking(hub);
  const body = { effect: "deny", tool: "Bash", match: { command: "git push **" } };
  await asking.person.send("POST", "/v1/people/rules", { body });
});

test("a call is not changed into one that a rule denies, and the try is written down", async () => {
  const otto = await addPerson(hub, "operator", "Otto");
  const { id } = await asking.open({ ...bash("git status"), takes: { input: true } });
  const input = { command: "git status; git push --force" };
  const refused = await asking.decide(id, { decision: "allow", input }, otto);
  expect([refused.status, refused.detail]).toEqual([
    403,
    "The call as you changed it is denied by a rule. Change it otherwise, or ask an owner to end the rule.",
  ]);
  expect((await asking.get(id)).state).toBe("open");
  const [entry] = await hub.core.store.read.ledger.list({ types: ["decision-refused"] }, { limit: 1 });
  expect(entry).toMatchObject({ by: { name: "Otto", role: "operator" }, details: { why: "rule" } });

  const allowed = await asking.decide(id, { decision: "allow", input: { command: "git status -s" } }, otto);
  expect(allowed.approval).toMatchObject({ state: "allowed", decision: { input: { command: "git status -s" } } });
});
