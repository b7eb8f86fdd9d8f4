import { describe, expect, it } from "vitest";
import { inProcess } from "./in-process.ts";

const read = (input: Record<string, unknown>) => inProcess.read({ session: "s1", folder: "/src", ...input }, {});

describe("what a plugin of ours tells", () => {
  it("is a tool call as one line, which can be refused", () => {
    expect(read({ event: "tool", tool: "bash", input: { command: "npm  test" } })).toMatchObject({
      event: "tool",
      externalId: "s1",
      folder: "/src",
      activity: { text: "Bash: npm test", tool: "bash" },
      canRefuse: true,
    });
  });

  it("is the end of a turn, with the last answer and what it cost", () => {
    const reading = read({ event: "turn-ended", text: "Done.", usage: { inputTokens: 5, outputTokens: 2 } });
    expect(reading).toMatchObject({ event: "turn-ended", post: { text: "Done." }, canRefuse: false });
    expect(reading?.usage?.()).toEqual({ inputTokens: 5, outputTokens: 2 });
  });

  it("is a prompt, a list of steps, or what it waits for", () => {
    expect(read({ event: "prompted", prompt: "Fix it" })).toMatchObject({ event: "prompted", title: "Fix it" });
    const todos = [
      { content: "a", status: "completed" },
      { content: "b", status: "pending" },
    ];
    expect(read({ event: "plan", todos })?.plan).toEqual([
      { text: "a", done: true },
      { text: "b", done: false },
    ]);
    expect(read({ event: "waiting", note: "Permission asked" })).toMatchObject({ stateNote: "Permission asked" });
  });

  it("is nothing when it is no event, or of no session", () => {
    expect(read({ event: "dance" })).toBeUndefined();
    expect(read({ event: "toString" })).toBeUndefined();
    expect(inProcess.read({ event: "tool" }, {})).toBeUndefined();
  });

  it("is answered by what the plugin does with it", () => {
    expect(inProcess.answer({}, { type: "refuse", text: "wait" })).toEqual({ stdout: '{"interrupt":"wait"}\n' });
    expect(inProcess.answer({}, { type: "tell", text: "go", stop: false })).toEqual({ stdout: '{"say":"go"}\n' });
  });
});
