import { ArrowDown, ArrowUp, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Approval } from "#contract/approval.ts";
import { plainPreview } from "../../text/preview.ts";
import { Button } from "../../ui/Button.tsx";
import { jumpToQuestion } from "../questions/jump.ts";
import { hiddenOpen } from "../questions/next-open.ts";
import styles from "../questions/PinnedQuestion.module.css";
import { TimeLeft } from "../questions/TimeLeft.tsx";

interface PinnedApprovalProps {
  all: readonly Approval[];
  inView: { first: number; last: number };
  /** What stands there when no approval is out of view. */
  children: ReactNode;
}

/** An open approval that is scrolled away, kept at the box to type in. It is decided at its card, where all of it is. */
export const PinnedApproval = ({ all, inView, children }: PinnedApprovalProps) => {
  const open = hiddenOpen(all, inView);
  if (open === null) return children;
  const Arrow = open.messageSeq < inView.first ? ArrowUp : ArrowDown;
  const words = plainPreview(open.summary.slice(0, 1000).replace(/\s+/g, " "));
  return (
    <section className={styles.pin} aria-label={all.length > 1 ? "Open approvals" : "Open approval"}>
      <ShieldCheck className={styles.icon} strokeWidth={1.7} aria-hidden />
      <p className={styles.words}>
        <span className={styles.count}>{all.length > 1 ? `${all.length} approvals:` : "Asks leave:"}</span>
        <bdi className={styles.text} title={words}>
          {words}
        </bdi>
      </p>
      <TimeLeft expiresAt={open.expiresAt} />
      <Button
        size="s"
        icon={<Arrow strokeWidth={1.7} size={14} aria-hidden />}
        onClick={() => jumpToQuestion(open.messageSeq)}
      >
        Show
      </Button>
    </section>
  );
};
