import { expect, test } from "vitest";
import type { Approval } from "#contract/approval.ts";
import { bash, startAsking } from "../../testing/approvals.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { until } from "../../testing/turns.ts";

test("a rule ends with its session also where that goes on in the same moment", async () => {
  const hub = await ownHub();
  const { machine, person, sessionId, open } = await startAsking(hub);
  const body = { effect: "allow", tool: "Bash", scope: { sessionId }, until: "session" };
  const made = await person.send("POST", "/v1/people/rules", { body });
  const { id } = made.json<{ rule: { id: string } }>().rule;
  expect((await open(bash("make 1"))).state).toBe<Approval["state"]>("allowed");
  const put = (state: string) => machine.send("PATCH", `/v1/sessions/${sessionId}`, { body: { state } });
  await Promise.all([put("done"), put("working")]);
  await until(async () => (await hub.core.store.read.rules.byId(id))?.endedWhy === "session", "the rule ended");
  expect((await open(bash("make 2"))).state).toBe("open");
});
