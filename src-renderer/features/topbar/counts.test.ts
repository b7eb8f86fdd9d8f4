import { expect, test } from "vitest";
import type { PersonSession, SessionState } from "#contract/session.ts";
import { agentsWords } from "./counts.ts";

const at = (agent: string, machine: string, state: SessionState = "working") =>
  ({ agent: { id: agent }, machine: { id: machine }, state }) as PersonSession;

test("agents with something to do are counted once each, on the machines that they are on", () => {
  expect(agentsWords([at("a", "m"), at("a", "m"), at("b", "n"), at("c", "o", "done")], 5)).toBe(
    "2 agents on 2 machines",
  );
  expect(agentsWords([at("a", "m", "waiting")], 5)).toBe("1 agent on 1 machine");
});

test("with no agent at work it says so, and how many machines have joined", () => {
  expect(agentsWords([at("a", "m", "closed")], 3)).toBe("no agent at work on 3 machines");
  expect(agentsWords([], 0)).toBe("no machine yet");
});
