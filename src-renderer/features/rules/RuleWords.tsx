import { TriangleAlert } from "lucide-react";
import type { NewRule, Rule } from "#contract/rule.ts";
import { matchWords, ruleEffectHelp, ruleEffectWords, wideWords } from "../../text/rules.ts";
import { classes } from "../../ui/classes.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Rules.module.css";

type Shown = Pick<NewRule | Rule, "effect" | "tool" | "match" | "scope">;

export const EffectMark = ({ effect }: Pick<Shown, "effect">) => (
  <span className={classes(styles.effect, styles[effect])} title={ruleEffectHelp[effect]}>
    {ruleEffectWords[effect]}
  </span>
);

/** Which calls a rule is for, all of it. */
export const RuleMatchWords = ({ rule: { tool, match } }: { rule: Shown }) => {
  const text = match?.command ?? match?.path ?? match?.exact;
  return (
    <>
      <PlainText className={styles.tool}>{tool === "*" ? "any tool" : tool}</PlainText>
      {text === undefined ? (
        <span className={styles.all}>{tool === "*" ? "every call" : matchWords.none.label.toLowerCase()}</span>
      ) : (
        <code dir="ltr" className={styles.match}>
          <PlainText>{text}</PlainText>
        </code>
      )}
    </>
  );
};

/** Says it where a rule reaches far. */
export const WideNote = ({ rule }: { rule: Shown }) => {
  const words = wideWords(rule);
  if (words.length === 0) return null;
  return (
    <p className={styles.wide}>
      <TriangleAlert strokeWidth={1.7} aria-hidden />
      <span>{words.join(" ")}</span>
    </p>
  );
};
