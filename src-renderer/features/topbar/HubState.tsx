import { useMemo } from "react";
import { useHub } from "../../state/hub.ts";
import type { Connection } from "../../state/stream.ts";
import { Dot, type Tone } from "../../ui/Dot.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { agentsWords } from "./counts.ts";
import styles from "./TopBar.module.css";

const tones: Record<Connection, Tone> = { live: "done", connecting: "idle", away: "failed" };
const words: Record<Connection, string> = {
  live: "Connected",
  connecting: "Connecting…",
  away: "The hub is away",
};

/** Whether the screen hears the hub, how much goes on there, and where others reach it. */
export const HubState = () => {
  const connection = useHub((state) => state.connection);
  const sessions = useHub((state) => state.sessions);
  const machines = useHub((state) => state.machines);
  const address = useHub((state) => state.hub?.address);
  const counts = useMemo(
    () => agentsWords(Object.values(sessions), Object.keys(machines).length),
    [sessions, machines],
  );
  return (
    <Tooltip text={`${words[connection]}${address ? `: ${address}` : ""}`}>
      {/* In the order of focus, so that its words can be had without a pointer. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <p className={styles.hub} data-connection={connection}>
        <Dot tone={tones[connection]} label={words[connection]} />
        <span className={styles.counts}>
          {connection === "live" ? counts : words[connection]}
          {address && <span className={styles.address}> · {address.replace(/^https?:\/\//, "")}</span>}
        </span>
      </p>
    </Tooltip>
  );
};
