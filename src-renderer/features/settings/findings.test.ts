import { expect, test } from "vitest";
import type { Finding } from "#contract/machine.ts";
import { groupFindings, troubleWords } from "./findings.ts";

const finding = (agent: string | null, check: string, status: Finding["status"]): Finding => ({
  agent,
  check,
  status,
  text: check,
  fix: null,
});

const findings = [
  finding("claude", "version", "good"),
  finding("claude", "hooks", "bad"),
  finding(null, "clock", "good"),
  finding("someone-else", "found", "unknown"),
  finding("claude", "skill", "warning"),
];

test("findings stand by what they are about, the machine first, and what is wrong before what is good", () => {
  expect(groupFindings(findings).map(({ name, findings: of }) => [name, of.map(({ check }) => check)])).toEqual([
    ["The machine", ["clock"]],
    ["Claude Code", ["hooks", "skill", "version"]],
    ["someone-else", ["found"]],
  ]);
});

test("what there is to mend is counted, problems before warnings", () => {
  expect(troubleWords(findings)).toBe("1 problem");
  expect(troubleWords([...findings, finding(null, "key", "bad")])).toBe("2 problems");
  expect(troubleWords([finding(null, "clock", "warning")])).toBe("1 warning");
  expect(troubleWords([finding(null, "clock", "good"), finding(null, "pin", "unknown")])).toBeNull();
});
