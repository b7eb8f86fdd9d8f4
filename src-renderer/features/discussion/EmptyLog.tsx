import { MessageSquare } from "lucide-react";
import type { PersonSession } from "#contract/session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import styles from "./Log.module.css";

export const EmptyLog = ({ session }: { session: PersonSession }) => (
  <div className={styles.empty}>
    <EmptyState icon={<MessageSquare strokeWidth={1.7} />} title="Nothing posted yet">
      <p>
        {session.agent.name} opened this session on {session.machine.name}. What it posts appears here at once. You can
        write the first words.
      </p>
    </EmptyState>
  </div>
);
