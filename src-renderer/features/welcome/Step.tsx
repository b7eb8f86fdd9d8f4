import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import styles from "./FirstSteps.module.css";

/** One of the first steps: folds open, and shows what came of it once it is done. */
export const Step = ({
  number,
  title,
  outcome,
  isDone,
  isOpen,
  onToggle,
  children,
}: {
  number: number;
  title: string;
  /** Said in the place of its number once it is done. */
  outcome: string;
  isDone: boolean;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <li className={styles.step} data-done={isDone || undefined}>
      <h2>
        <button type="button" className={styles.name} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <span className={styles.number} aria-hidden>
            {isDone ? <Check strokeWidth={2.2} /> : number}
          </span>
          <span className={styles.words}>
            {title}
            {isDone && <VisuallyHidden> (done)</VisuallyHidden>}
            {isDone && (
              <span className={styles.outcome} dir="auto">
                {outcome}
              </span>
            )}
          </span>
          <ChevronDown className={styles.chevron} strokeWidth={1.7} aria-hidden />
        </button>
      </h2>
      <div id={id} className={styles.content} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </li>
  );
};
