import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asking, startAsking } from "../../testing/approvals.ts";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

let hub: TestHub;
let asking: Asking;
beforeAll(async () => {
  hub = await startTestHub();
  asking = await startAsking(hub);
});
afterAll(() => hub.close());

describe("what is remembered without words of its own is never about every call of the tool", () => {
  test.each([
    ["a path that can't be told", "Write", { file_path: "$HOME/notes.txt", content: "x" }],
    ["no path", "Write", { content: "x" }],
    ["paths in several places", "MultiEdit", { paths: ["/a/b", "/c/d"] }],
    ["a tool of a server", "mcp__tickets__close", { id: 7 }],
  ])("%s", async (_what, tool, input) => {
    const { id } = await asking.open({ tool, input });
    const { approval } = await asking.decide(id, { decision: "allow", remember: {} });
    expect(approval.decision?.rule).toMatchObject({ match: { exact: expect.any(String) } });
    expect((await asking.open({ tool, input })).state).toBe("allowed");
    expect((await asking.open({ tool, input: { ...input, other: 1 } })).state).toBe("open");
  });

  test("nor about a call that is longer than a rule can be", async () => {
    const { id } = await asking.open({ tool: "deploy", input: { text: "x".repeat(70_000) } });
    const { status, detail } = await asking.decide(id, { decision: "allow", remember: {} });
    expect([status, detail]).toEqual([400, "remember.rule: say what the rule is to match"]);
    expect((await asking.get(id)).state).toBe("open");
    const { approval } = await asking.decide(id, { decision: "allow", remember: { rule: { match: null } } });
    expect(approval.decision?.rule).toMatchObject({ tool: "deploy", match: null });
  });
});
