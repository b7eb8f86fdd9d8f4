import { Download, FolderOutput, GitBranchPlus, Globe, KeyRound, ShieldAlert, Terminal, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Risk } from "#contract/rule.ts";
import { dangerous, type RiskKind, riskHelp, riskWords } from "../../text/approvals.ts";
import { classes } from "../../ui/classes.ts";
import { withoutHidden } from "../markdown/hidden.ts";
import styles from "./ApprovalCard.module.css";

const stroke = { strokeWidth: 1.7, "aria-hidden": true } as const;

const icons: Record<RiskKind, ReactNode> = {
  deletes: <Trash2 {...stroke} />,
  "leaves-folder": <FolderOutput {...stroke} />,
  network: <Globe {...stroke} />,
  secrets: <KeyRound {...stroke} />,
  "git-push": <GitBranchPlus {...stroke} />,
  installs: <Download {...stroke} />,
  privilege: <ShieldAlert {...stroke} />,
  "runs-code": <Terminal {...stroke} />,
};

const byKind = (risks: readonly Risk[]) => {
  const kinds = new Map<RiskKind, string[]>();
  for (const { kind, detail } of risks) kinds.set(kind, [...(kinds.get(kind) ?? []), detail]);
  return [...kinds];
};

const mostDetails = 5;

const helpOf = (kind: RiskKind, details: readonly string[]) =>
  [riskHelp[kind], ...details.slice(0, mostDetails).map((detail) => withoutHidden(detail).slice(0, 120))].join("\n");

/** What the call may touch, as far as can be read from it: help for the eye, no promise. */
export const Risks = ({ risks }: { risks: readonly Risk[] }) => {
  if (risks.length === 0) return null;
  return (
    <ul className={styles.risks} aria-label="What it may touch">
      {byKind(risks).map(([kind, details]) => (
        <li
          key={kind}
          className={classes(styles.risk, dangerous.has(kind) && styles.danger)}
          title={helpOf(kind, details)}
        >
          {icons[kind]}
          {riskWords[kind]}
        </li>
      ))}
    </ul>
  );
};
