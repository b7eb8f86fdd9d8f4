import type { Verdict } from "#contract/rule.ts";
import { verdictWords } from "../../text/rules.ts";
import { classes } from "../../ui/classes.ts";
import { Risks } from "../approvals/Risks.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { EffectMark, RuleMatchWords } from "./RuleWords.tsx";
import styles from "./Rules.module.css";

/** What the rules would say to a call, and why. */
export const TryResult = ({ verdict: { effect, rule, why, parts, risks } }: { verdict: Verdict }) => (
  <div className={styles.result}>
    <p className={classes(styles.verdict, styles[effect])}>{verdictWords[effect]}</p>
    <p className={styles.why}>
      <PlainText>{why}</PlainText>
    </p>
    {rule !== null && (
      <p className={classes(styles.part, styles.ruleOf)}>
        <EffectMark effect={rule.effect} />
        <RuleMatchWords rule={rule} />
      </p>
    )}
    {parts.length > 0 && (
      <ul className={styles.parts} aria-label="Its parts">
        {parts.map((part, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at} className={styles.part}>
            <EffectMark effect={part.effect} />
            <code dir="ltr">
              <PlainText>{part.text}</PlainText>
            </code>
            <span>
              <PlainText>{part.why}</PlainText>
            </span>
          </li>
        ))}
      </ul>
    )}
    <Risks risks={risks} />
  </div>
);
