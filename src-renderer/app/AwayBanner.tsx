import { CloudOff } from "lucide-react";
import { useCallback } from "react";
import { useHub } from "../state/hub.ts";
import { retryStream } from "../state/stream.ts";
import { wordsFor } from "../text/errors.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./AwayBanner.module.css";

/** Says that the hub is away, while what was read stays readable. */
export const AwayBanner = () => {
  const phase = useHub((state) => state.phase);
  const connection = useHub((state) => state.connection);
  const error = useHub((state) => state.error);
  const retry = useCallback(() => retryStream(), []);
  const isAway = phase === "ready" && connection === "away";
  return (
    <div className={styles.place} role="status">
      {(isAway || phase === "failed") && (
        <p className={styles.banner}>
          <CloudOff strokeWidth={1.7} aria-hidden />
          <span className={styles.words}>
            {isAway
              ? "The hub is away; trying again… What you see is as it was when it was last heard."
              : `${wordsFor(error)} Trying again…`}
          </span>
          {isAway && (
            <Button size="s" onClick={retry}>
              Try now
            </Button>
          )}
        </p>
      )}
    </div>
  );
};
