import { kindOf } from "#contract/agent-kinds.ts";
import type { Finding } from "#contract/machine.ts";

export interface FindingGroup {
  name: string;
  findings: Finding[];
}

const weight: Record<Finding["status"], number> = { bad: 0, warning: 1, unknown: 2, good: 3 };

/** Findings by what they are about, the machine itself first; within that what is wrong goes first. */
export const groupFindings = (findings: readonly Finding[]): FindingGroup[] => {
  const groups = new Map<string | null, Finding[]>([[null, []]]);
  for (const finding of findings) groups.set(finding.agent, [...(groups.get(finding.agent) ?? []), finding]);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([agent, members]) => ({
      name: agent === null ? "The machine" : kindOf(agent).label,
      findings: members.toSorted((a, b) => weight[a.status] - weight[b.status]),
    }));
};

const counted = (count: number, noun: string) => (count === 0 ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`]);

/** What there is to mend: `2 problems`, `1 warning`; null when there is nothing. */
export const troubleWords = (findings: readonly Finding[]): string | null => {
  const of = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  const [first] = [...counted(of("bad"), "problem"), ...counted(of("warning"), "warning")];
  return first ?? null;
};
