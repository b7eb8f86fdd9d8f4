import type { Discussion } from "../../state/discussions.ts";
import { wordsFor } from "../../text/errors.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Log.module.css";

/** Says that messages in view could not be read; they are tried again by themselves. */
export const ReadFailure = ({ discussion }: { discussion: Discussion }) => {
  const failure = discussion.failure();
  if (failure === null) return null;
  return (
    <div className={styles.failure} role="status">
      <span>Some messages could not be read. {wordsFor(failure)}</span>
      <Button size="s" onClick={discussion.retry}>
        Try now
      </Button>
    </div>
  );
};
