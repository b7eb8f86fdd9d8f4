import { expect, test } from "vitest";
import { bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";

test("an agent asks, waits, and gets what a person decided", async () => {
  const { open, wait, decide, get } = await startAsking(await ownHub());
  const approval = await open(bash("npm publish --access public"));
  expect(approval).toMatchObject({
    state: "open",
    tool: "Bash",
    input: { command: "npm publish --access public" },
    summary: "npm publish --access public",
    code: expect.stringMatching(/^[a-z0-9]{4}$/),
    behind: null,
    decision: null,
    verdict: { effect: "ask", rule: null },
  });
  const { ended } = await wait(approval.id);
  const answer = await decide(approval.id, { decision: "allow" });
  expect(answer).toMatchObject({ status: 200, approval: { state: "allowed" } });
  expect(await ended).toEqual(answer.approval);
  expect((await ended).decision).toMatchObject({ by: { type: "person", role: "owner" }, via: "page", note: null });
  expect(await get(approval.id)).toEqual(answer.approval);
});
