import type { Ref } from "react";
import type { Pending } from "../../state/discussions.ts";
import { PendingReply } from "./PendingReply.tsx";
import styles from "./Row.module.css";

interface PendingRowProps {
  pending: Pending;
  index: number;
  start: number;
  measure: Ref<HTMLDivElement>;
}

/** The place of a reply that is not confirmed: after all messages. */
export const PendingRow = ({ pending, index, start, measure }: PendingRowProps) => (
  <div
    ref={measure}
    data-index={index}
    role="article"
    aria-label={pending.state === "failed" ? "Your reply, not sent" : "Your reply, on its way"}
    className={styles.row}
    style={{ transform: `translateY(${start}px)` }}
  >
    <div className={styles.content}>
      <PendingReply pending={pending} />
    </div>
  </div>
);
