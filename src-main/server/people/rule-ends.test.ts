import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startRuling } from "../../testing/rules.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
const { machine, owner, newSession, make, list, idsOf, entriesOf, callIn, decide } = await startRuling(hub);

describe("a rule ends", () => {
  test("at its time, and the clock set back does not bring it to life", async () => {
    const session = await newSession();
    const until = new Date(hub.core.clock() + 60_000).toISOString();
    const rule = await make({ effect: "allow", tool: "mcp__time", until });
    const call = callIn(session.id, { tool: "mcp__time" });
    expect((await decide(call)).rule?.id).toBe(rule.id);
    hub.advance(61_000);
    expect(hub.core.rules.standing().map(({ id }) => id)).not.toContain(rule.id);
    // At once, before it could be written down that the rule is over.
    hub.advance(-3_600_000);
    expect((await decide(call)).effect).toBe("ask");
    await expect.poll(() => idsOf("?ended=true")).toContain(rule.id);
    hub.advance(3_600_000);
    expect((await entriesOf(rule)).at(-1)).toMatchObject({
      type: "rule-ended",
      by: { type: "hub" },
      details: { why: "time" },
    });
  });

  test("with its session, however that ends", async () => {
    const ends: [string, (id: string) => Promise<unknown>][] = [
      ["closed", (id) => machine.send("POST", `/v1/sessions/${id}/close`, { body: {} })],
      ["done", (id) => machine.send("PATCH", `/v1/sessions/${id}`, { body: { state: "done" } })],
      ["deleted", (id) => owner.send("DELETE", `/v1/people/sessions/${id}`)],
    ];
    for (const [name, end] of ends) {
      const session = await newSession();
      const rule = await make({ effect: "allow", tool: "mcp__s", scope: { sessionId: session.id }, until: "session" });
      await end(session.id);
      // Not in the very next call either, which may come before anything else noticed.
      expect([name, (await decide(callIn(session.id, { tool: "mcp__s" }))).effect]).toEqual([name, "ask"]);
      await expect.poll(() => idsOf("?ended=true")).toContain(rule.id);
      const [ended] = (await list("?ended=true")).items.filter(({ id }) => id === rule.id);
      expect([name, ended?.endedWhy]).toEqual([name, "session"]);
    }
  });

  test("after so many uses, and no more, whoever asks at once", async () => {
    const session = await newSession();
    const rule = await make({ effect: "allow", tool: "mcp__uses", uses: 7 });
    const call = callIn(session.id, { tool: "mcp__uses" });
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => decide(call)));
    expect(verdicts.filter(({ effect }) => effect === "allow")).toHaveLength(7);
    const [ended] = (await list("?ended=true")).items.filter(({ id }) => id === rule.id);
    expect(ended).toMatchObject({ used: 7, endedWhy: "uses" });
    expect((await entriesOf(rule)).at(-1)).toMatchObject({ type: "rule-ended", details: { why: "uses", used: 7 } });
  });

  test("each rule that a decision stands on is used up by it", async () => {
    const session = await newSession();
    const one = await make({ effect: "allow", tool: "Bash", match: { command: "git status" }, uses: 1 });
    const other = await make({ effect: "allow", tool: "Bash", match: { command: "npm publish now" }, uses: 5 });
    const call = callIn(session.id, { tool: "Bash", input: { command: "git status && npm publish now" } });
    expect((await decide(call)).effect).toBe("allow");
    const used = (await list()).items.find(({ id }) => id === other.id);
    expect(used?.used).toBe(1);
    expect(await idsOf("?ended=true")).toContain(one.id);
    expect((await decide(call)).effect).toBe("ask");
    expect((await list()).items.find(({ id }) => id === other.id)?.used).toBe(1);
  });

  test("what ended in the same transaction before decides nothing in it", async () => {
    const session = await newSession();
    const rule = await make({ effect: "allow", tool: "mcp__gone" });
    const { rules, store, clock } = hub.core;
    const verdict = await store.write(async (tx) => {
      await tx.rules.update(rule.id, { endedAt: clock(), endedWhy: "person" });
      return (await rules.decide(tx, callIn(session.id, { tool: "mcp__gone" }), clock())).verdict;
    });
    expect(verdict.effect).toBe("ask");
  });

  test("rules stay over a restart of the hub, and what ran out meanwhile is ended", async () => {
    const home = await mkdtemp(join(tmpdir(), "muster-rules-"));
    const first = await startTestHub({ home });
    const person = await first.person();
    const stays = await make({ effect: "deny", tool: "a" }, person);
    const soon = new Date(first.core.clock() + 50).toISOString();
    const over = await make({ effect: "deny", tool: "b", until: soon }, person);
    await first.close();
    await expect.poll(() => Date.now() > Date.parse(soon)).toBe(true);
    const second = await startTestHub({ home });
    const again = await second.person();
    expect(await idsOf("", again)).toEqual([stays.id]);
    expect(await idsOf("?ended=true", again)).toEqual([over.id]);
    await second.close();
    await rm(home, { recursive: true });
  });
});
