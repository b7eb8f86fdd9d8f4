import { TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import type { NewRule } from "#contract/rule.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./ApprovalCard.module.css";
import { ruleWords } from "./outcome.ts";

interface AskAgainProps {
  dangers: readonly string[];
  /** The rule that would be made with it. */
  rule: NewRule | null;
  isSending: boolean;
  onBack: () => void;
  onAllow: (from: HTMLElement) => void;
}

/** Asks once more before something is allowed that can hardly be undone. Its keys are not those of the card. */
export const AskAgain = ({ dangers, rule, isSending, onBack, onAllow }: AskAgainProps) => {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  return (
    <div className={styles.again} role="group" aria-label="Really allow it?">
      <p>
        <TriangleAlert strokeWidth={1.7} aria-hidden />
        <span>
          {dangers.join(" ")}
          {rule !== null && ` From now on, in this session, without asking: ${ruleWords(rule)}.`}
        </span>
      </p>
      <div className={styles.acts}>
        <Button ref={back} onClick={onBack}>
          Back
        </Button>
        <Button
          tone="danger"
          data-act="again"
          isBusy={isSending}
          onClick={({ currentTarget }) => onAllow(currentTarget)}
        >
          {rule === null ? "Allow it anyway" : "Always allow it anyway"}
        </Button>
      </div>
    </div>
  );
};
