import { Check, CircleDashed } from "lucide-react";
import type { PlanStep } from "#contract/session.ts";
import { classes } from "../../ui/classes.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Facts.module.css";

/** The agent's plan, step by step. */
export const Plan = ({ plan }: { plan: readonly PlanStep[] }) => (
  <ul className={styles.steps}>
    {plan.map(({ text, done }, at) => (
      // Steps have no names, and the same words may stand twice.
      // oxlint-disable-next-line react/no-array-index-key
      <li key={at} className={classes(styles.step, done && styles.done)}>
        {done ? <Check strokeWidth={2} aria-hidden /> : <CircleDashed strokeWidth={1.7} aria-hidden />}
        <span>
          <VisuallyHidden>{done ? "Done: " : "To do: "}</VisuallyHidden>
          <PlainText>{text}</PlainText>
        </span>
      </li>
    ))}
  </ul>
);
