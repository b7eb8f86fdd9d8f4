import { Paperclip } from "lucide-react";
import styles from "./DropVeil.module.css";

/** Says where a dragged file will go. */
export const DropVeil = ({ agentName }: { agentName: string }) => (
  <div className={styles.veil} aria-hidden>
    <p className={styles.words}>
      <Paperclip strokeWidth={1.7} />
      Drop to attach it to your reply to {agentName}
    </p>
  </div>
);
