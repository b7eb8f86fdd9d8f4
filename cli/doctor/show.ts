import { isAgentKind, kindOf } from "#contract/agent-kinds.ts";
import type { Finding } from "#contract/machine.ts";
import type { Colour, Paint } from "../output/paint.ts";
import { oneLine } from "../output/plain.ts";

const marks: Record<Finding["status"], readonly [string, Colour]> = {
  good: ["✓", "green"],
  warning: ["!", "yellow"],
  bad: ["✗", "red"],
  unknown: ["?", "dim"],
};

const titleOf = (agent: string | null): string =>
  agent === null ? "This machine" : isAgentKind(agent) ? kindOf(agent).label : agent;

/** The findings for people, each agent by itself, what mends a thing below it. */
export const showFindings = (findings: readonly Finding[], paint: Paint): string => {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines: string[] = [];
  for (const agent of new Set(findings.map((finding) => finding.agent))) {
    lines.push(...(lines.length > 0 ? [""] : []), paint("bold", titleOf(agent)));
    for (const { check, status, text, fix } of findings.filter((finding) => finding.agent === agent)) {
      const [mark, colour] = marks[status];
      lines.push(`  ${paint(colour, mark)} ${check.padEnd(width)}  ${oneLine(text)}`);
      if (fix) lines.push(`    ${" ".repeat(width)}  ${paint("cyan", `→ ${oneLine(fix)}`)}`);
    }
  }
  return `${lines.join("\n")}\n`;
};
