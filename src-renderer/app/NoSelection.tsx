import { MessagesSquare } from "lucide-react";
import { useNeedsCount } from "../features/list/use-groups.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import styles from "./NoSelection.module.css";

const keys = [
  ["j", "next session"],
  ["u", "next that needs you"],
  ["mod+k", "search and commands"],
  ["?", "all keys"],
] as const;

/** Stands beside the list while no session is chosen. */
export const NoSelection = () => {
  const needs = useNeedsCount();
  return (
    <EmptyState
      icon={<MessagesSquare strokeWidth={1.7} />}
      title={needs === 0 ? "Nothing needs you" : needs === 1 ? "One session needs you" : `${needs} sessions need you`}
    >
      <p>Choose a session to read it and to steer its agent.</p>
      <ul className={styles.keys}>
        {keys.map(([combo, words]) => (
          <li key={combo}>
            <Kbd combo={combo} /> {words}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
};
