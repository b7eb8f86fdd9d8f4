import { expect, test } from "vitest";
import type { Finding, Machine } from "#contract/machine.ts";
import type { PersonSession } from "#contract/session.ts";
import { hasJoined, integratedAgents } from "./done.ts";

const finding = (agent: string | null, check: string, status: Finding["status"]): Finding => ({
  agent,
  check,
  status,
  text: check,
  fix: null,
});
const machine = (...findings: Finding[]): Pick<Machine, "doctor"> => ({
  doctor: { at: "2026-11-18T12:00:00.000Z", version: "0.1.0", findings },
});
const session = (kind: string | null, externalId: string | null) => ({ agent: { kind }, externalId }) as PersonSession;

test("the hub's own machine is not one that joined", () => {
  expect([hasJoined([{ isLocal: true }]), hasJoined([{ isLocal: true }, { isLocal: false }])]).toEqual([false, true]);
});

test("an agent counts when the machine found all of it good, not when it is missing or broken", () => {
  const found = machine(
    finding(null, "hub", "good"),
    finding("claude", "agent", "good"),
    finding("claude", "hooks", "good"),
    finding("codex", "agent", "good"),
    finding("codex", "installed", "unknown"),
    finding("gemini", "hooks", "bad"),
  );
  expect(integratedAgents([found, { doctor: null }], [])).toEqual(["claude"]);
});

test("an agent counts once its hooks opened a session; one that was opened by hand says nothing of hooks", () => {
  expect(integratedAgents([], [session("codex", "c-1"), session("codex", "c-2"), session("pi", null)])).toEqual([
    "codex",
  ]);
});
