import { ArrowDown } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import { classes } from "../../ui/classes.ts";
import styles from "./Log.module.css";

interface JumpButtonProps {
  isAtEnd: boolean;
  /** Messages that came and were not seen. */
  fresh: number;
  /** Replies that could not be sent; they stand at the end. */
  unsent: number;
  onJump: () => void;
}

const wordsOf = (fresh: number, unsent: number) => {
  if (unsent > 0) return `${unsent} not sent`;
  return fresh > 0 ? `${fresh.toLocaleString()} new` : "Latest";
};

/** Leads to the end while it is out of view, and says what waits there. */
export const JumpButton = ({ isAtEnd, fresh, unsent, onJump }: JumpButtonProps) =>
  isAtEnd ? null : (
    <Button
      className={classes(styles.jump, unsent > 0 ? styles.unsent : fresh > 0 && styles.fresh)}
      icon={<ArrowDown strokeWidth={1.7} aria-hidden />}
      onClick={onJump}
    >
      {wordsOf(fresh, unsent)}
    </Button>
  );
