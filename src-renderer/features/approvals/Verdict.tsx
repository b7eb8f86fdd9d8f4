import { CircleCheck, CircleHelp, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import type { Effect, Verdict as Judged } from "#contract/rule.ts";
import { effectWords } from "../../text/approvals.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./ApprovalCard.module.css";
import { ruleWords } from "./outcome.ts";
import { Shown } from "./Shown.tsx";

const icons: Record<Effect, ReactNode> = {
  allow: <CircleCheck strokeWidth={1.7} aria-hidden />,
  deny: <CircleSlash strokeWidth={1.7} aria-hidden />,
  ask: <CircleHelp strokeWidth={1.7} aria-hidden />,
};

/** What the rules said to the call, and why: its parts on demand. */
export const Verdict = ({ verdict: { why, parts, rule } }: { verdict: Judged }) => (
  <details className={styles.verdict}>
    <summary>
      <b>Rules:</b> <PlainText>{why}</PlainText>
    </summary>
    {rule !== null && <p className={styles.rule}>{ruleWords(rule)}</p>}
    <ul className={styles.parts}>
      {parts.map(({ text, effect, why: because }, at) => (
        <li key={at} className={styles[effect]}>
          {icons[effect]}
          <code dir="ltr">
            <Shown text={text} />
          </code>
          <span>
            {effectWords[effect]}: <PlainText>{because}</PlainText>
          </span>
        </li>
      ))}
    </ul>
  </details>
);
