import { describe, expect, it } from "vitest";
import { addApprovals } from "../testing/approvals-double.ts";
import { startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld } from "../testing/test-world.ts";

const session = "0190a1b2-0000-7000-8000-000000000001";
const call = { tool: "deploy", input: { to: "production" }, session };

const start = async (stdin: object = call) => {
  const hub = await startHubDouble();
  const approvals = addApprovals(hub);
  const world = createJoinedWorld(hub, { stdin: JSON.stringify(stdin) });
  return { hub, approvals, world, run: world.run("approve-wait") };
};

describe("muster approve-wait", () => {
  it("says that a call was allowed, with the input to use and exit code 0", async () => {
    const { approvals, world, run } = await start();
    await approvals.until(1);
    expect(approvals.asked[0]).toMatchObject({
      session,
      body: { tool: "deploy", input: { to: "production" }, takes: { input: false }, context: { folder: world.cwd } },
    });
    approvals.decide("approval-1", "allowed");
    expect(await run).toBe(0);
    expect(JSON.parse(world.out.text)).toMatchObject({ state: "allowed", allow: true, input: { to: "production" } });
  });

  it("gives the input that a person changed", async () => {
    const { approvals, world, run } = await start({ ...call, takesInput: true });
    await approvals.until(1);
    expect(approvals.asked[0]?.body.takes?.input).toBe(true);
    approvals.decide("approval-1", "allowed", { input: { to: "staging" } });
    expect(await run).toBe(0);
    expect(JSON.parse(world.out.text)).toMatchObject({ allow: true, input: { to: "staging" } });
  });

  it("says that it was denied, with the words and exit code 7", async () => {
    const { approvals, world, run } = await start();
    await approvals.until(1);
    approvals.decide("approval-1", "denied", { note: "not today" });
    expect(await run).toBe(7);
    expect(JSON.parse(world.out.text)).toMatchObject({ allow: false, note: "not today", input: null });
  });

  it("ends with 6 when nobody decided in time, and with 5 when it was taken back elsewhere", async () => {
    for (const [state, exit] of [
      ["expired", 6],
      ["withdrawn", 5],
    ] as const) {
      const { approvals, world, run } = await start();
      await approvals.until(1);
      approvals.decide("approval-1", state);
      expect(await run).toBe(exit);
      expect(JSON.parse(world.out.text)).toMatchObject({ state, allow: false });
    }
  });

  it("goes on waiting across a restart of the hub", async () => {
    const { hub, approvals, run } = await start();
    await approvals.untilWaiting(1);
    await hub.stop();
    approvals.decide("approval-1", "allowed");
    await hub.start();
    expect(await run).toBe(0);
  });

  it("takes the approval back on Ctrl-C", async () => {
    const { approvals, world, run } = await start();
    await approvals.until(1);
    world.interrupt();
    expect(await run).toBe(130);
    expect(approvals.withdrawn).toHaveLength(1);
  });

  it("opens the session of a title", async () => {
    const { session: _id, ...rest } = call;
    const { hub, approvals, run } = await start({ ...rest, title: "Nightly deploy" });
    await approvals.until(1);
    expect(hub.seen.find(({ path }) => path === "/v1/sessions")?.body).toMatchObject({ title: "Nightly deploy" });
    approvals.decide("approval-1", "denied");
    expect(await run).toBe(7);
  });

  it("ends with 2 when the hub can't be reached", async () => {
    const hub = await startHubDouble();
    await hub.stop();
    const world = createJoinedWorld(hub, { stdin: JSON.stringify(call) });
    expect(await world.run("approve-wait")).toBe(2);
    expect(world.out.text).toBe("");
  });

  it("takes only what it knows", async () => {
    const hub = await startHubDouble();
    for (const stdin of [
      "nothing",
      "[]",
      "{}",
      '{"tool":"a","input":1,"also":2}',
      '{"tool":"a","input":1,"session":"x"}',
    ]) {
      const world = createJoinedWorld(hub, { stdin });
      expect(await world.run("approve-wait")).toBe(5);
      expect(world.err.text).toContain("Standard input: ");
    }
  });
});
