import { Hourglass } from "lucide-react";
import { useState } from "react";
import type { PersonSession } from "#contract/session.ts";
import { waitHelp, waitLabel } from "../../text/wait-for-me.ts";
import { classes } from "../../ui/classes.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { canWait, setWaitForMe } from "../list/session-acts.ts";
import styles from "./WaitSwitch.module.css";

/** Whether the agent waits at the end of its turn; only for agents whose hooks can. */
export const WaitSwitch = ({ session }: { session: PersonSession }) => {
  const [isBusy, setBusy] = useState(false);
  if (!canWait(session)) return null;
  const toggle = async () => {
    setBusy(true);
    await setWaitForMe(session, !session.waitForMe);
    setBusy(false);
  };
  return (
    <Tooltip text={waitHelp} side="top">
      <button
        type="button"
        role="switch"
        aria-checked={session.waitForMe}
        aria-label={waitLabel}
        aria-busy={isBusy || undefined}
        className={classes(styles.wait, session.waitForMe && styles.on)}
        onClick={() => !isBusy && void toggle()}
      >
        <Hourglass strokeWidth={1.7} aria-hidden />
        <span className={styles.words}>{waitLabel}</span>
        <span className={styles.track} aria-hidden />
      </button>
    </Tooltip>
  );
};
