import { useState } from "react";
import type { NoticeCapabilities, TestNoticeAnswer } from "#contract/attention.ts";
import { attempt } from "../../state/attempt.ts";
import { testNotice } from "../../state/attention.ts";
import { capabilityWords } from "../../text/attention.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { classes } from "../../ui/classes.ts";
import { Row } from "../settings/Section.tsx";
import styles from "./Attention.module.css";

/** What became of a notification that was to be tried. */
export const outcomeOf = ({ isShown, problem }: TestNoticeAnswer): string =>
  isShown
    ? "It was shown. Nothing to be seen? The system’s own settings may hide it."
    : `It was not shown. ${problem ?? ""}`;

/** Has the hub show a notification; gives what became of it last. */
export const useTestNotice = (onShown: () => void = () => {}) => {
  const [tried, setTried] = useState<TestNoticeAnswer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const tryIt = async () => {
    setBusy(true);
    await attempt("Could not try it", async () => {
      const answer = await testNotice();
      setTried(answer);
      announce(outcomeOf(answer));
      if (answer.isShown) onShown();
    });
    setBusy(false);
  };
  return { tried, isBusy, tryIt };
};

/** What the hub's computer can do with notifications, and the way to try one. */
export const SystemRow = ({ capabilities }: { capabilities: NoticeCapabilities | null }) => {
  const { tried, isBusy, tryIt } = useTestNotice();
  const help =
    capabilities === null ? "The hub shows no notifications on its own computer." : capabilityWords(capabilities);
  return (
    <Row
      id="attention-system"
      label="The hub’s computer"
      help={help}
      extra={tried && <p className={classes(styles.said, !tried.isShown && styles.failed)}>{outcomeOf(tried)}</p>}
    >
      <Button size="s" isBusy={isBusy} disabled={capabilities === null} onClick={() => void tryIt()}>
        Try a notification
      </Button>
    </Row>
  );
};
