import { describe, expect, it } from "vitest";
import { ApprovalRequest } from "#contract/approval.ts";
import { limits } from "#contract/limits.ts";
import { PostMessageRequest } from "#contract/message.ts";
import { AskRequest } from "#contract/question.ts";
import { SessionChange } from "#contract/session.ts";
import { scripts } from "./all.mjs";
import type { Say, Step } from "../types.ts";

/** All steps, those after an answer and without one, and the first rounds of what has no end. */
const all = (steps: Step[]): Step[] =>
  steps.flatMap((step) => {
    if ("ask" in step || "choose" in step) return [step, ...all(step.answered("Yes\nplease")), ...all(step.unanswered)];
    if ("leave" in step) return [step, ...all(step.allowed), ...all(step.denied("Not now")), ...all(step.unanswered)];
    if ("endlessly" in step) return Array.from({ length: 30 }, (_, round) => all(step.endlessly(round))).flat();
    return [step];
  });
const steps = scripts.flatMap(({ steps: own, heard }) => [...all(own), ...all(heard("Hello"))]);

describe("the demo's scripts", () => {
  it("say only what a hub takes", () => {
    const notes = steps.flatMap((step) => ("note" in step ? [step.note] : []));
    for (const note of notes) expect(() => SessionChange.parse(note)).not.toThrow();
    const leaves = steps.flatMap((step) => ("leave" in step ? [{ ...step.leave, timeoutSeconds: step.patience }] : []));
    for (const asked of leaves) expect(() => ApprovalRequest.parse(asked)).not.toThrow();
    for (const step of steps) {
      if (!("choose" in step)) continue;
      const { choose: text, options, free, patience: timeoutSeconds } = step;
      expect(() => AskRequest.parse({ text, options, free, timeoutSeconds })).not.toThrow();
    }
    const posts: Say[] = steps.flatMap((step) => ("say" in step ? [step] : "ask" in step ? [{ say: step.ask }] : []));
    for (const { say, level, state, progress = "1" } of posts) {
      expect(() => PostMessageRequest.parse({ text: say, level, state })).not.toThrow();
      expect(Buffer.byteLength(say)).toBeLessThan(limits.textBytes);
      const [done = 0, whole = 1] = progress.split("/").map(Number);
      expect(done / whole).toBeLessThanOrEqual(1);
    }
  });

  it("show all that the screen can show", () => {
    const texts = steps.map((step) => ("say" in step ? step.say : "ask" in step ? step.ask : "")).join("\n\n");
    for (const sign of ["```ts", "```diff", "```sql", "|--:", "- [x]", "> ", "**", ":tada:", "1. "]) {
      expect(texts).toContain(sign);
    }
    const states = new Set(steps.map((step) => ("say" in step ? step.state : "ask" in step ? "waiting" : undefined)));
    expect(steps.some((step) => "choose" in step)).toBe(true);
    expect(steps.some((step) => "act" in step)).toBe(true);
    const tools = steps.flatMap((step) => ("leave" in step ? [step.leave.tool] : []));
    for (const tool of ["Bash", "replace", "mcp__tracker__create_issue"]) expect(tools).toContain(tool);
    for (const state of ["working", "waiting", "blocked", "done", "failed"]) expect(states).toContain(state);
    const levels = new Set(steps.map((step) => ("say" in step || "ask" in step ? step.level : undefined)));
    for (const level of ["success", "warning", "urgent"]) expect(levels).toContain(level);
  });

  it("run on two machines, each agent and first title once, one of them without end", () => {
    expect(new Set(scripts.map(({ machine }) => machine)).size).toBe(2);
    expect(new Set(scripts.map(({ agent }) => agent)).size).toBe(scripts.length);
    expect(new Set(scripts.map(({ title }) => title)).size).toBe(scripts.length);
    expect(scripts.some((script) => script.steps.some((step) => "endlessly" in step))).toBe(true);
  });
});
