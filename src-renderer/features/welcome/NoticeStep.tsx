import { useState } from "react";
import { isDesktop } from "../../state/desktop.ts";
import { useAttention } from "../../state/attention.ts";
import { capabilityWords } from "../../text/attention.ts";
import { Button } from "../../ui/Button.tsx";
import { outcomeOf, useTestNotice } from "../attention/SystemRow.tsx";
import { tryHere } from "../notices/notices.ts";
import { askPermission, usePermission } from "../notices/permission.ts";
import styles from "./FirstSteps.module.css";

/** On the hub's own computer, through the hub. */
const OnDesktop = ({ onShown }: { onShown: () => void }) => {
  const capabilities = useAttention().data?.capabilities ?? null;
  const { tried, isBusy, tryIt } = useTestNotice(onShown);
  return (
    <>
      <p>
        Muster notifies you when an agent needs you, and is quiet else. {capabilities && capabilityWords(capabilities)}
      </p>
      <p>
        <Button tone="primary" size="s" isBusy={isBusy} onClick={() => void tryIt()}>
          Show one
        </Button>
      </p>
      {tried && <p role="status">{outcomeOf(tried)}</p>}
    </>
  );
};

/** In a browser, by itself; the browser is asked by this click only. */
const InBrowser = ({ onShown }: { onShown: () => void }) => {
  const permission = usePermission();
  const [said, setSaid] = useState<string | null>(null);
  const show = async () => {
    if (permission === "default") await askPermission();
    setSaid(tryHere());
    onShown();
  };
  return (
    <>
      <p>
        Muster notifies you when an agent needs you, and is quiet else. Your browser asks whether it may; without that,
        notifications appear inside this page.
      </p>
      <p className={styles.acts}>
        <Button tone="primary" size="s" onClick={() => void show()}>
          Show one
        </Button>
      </p>
      {said !== null && <p role="status">{said}</p>}
    </>
  );
};

/** Tries a notification where this person would get it. */
export const NoticeStep = ({ onShown }: { onShown: () => void }) =>
  isDesktop() ? <OnDesktop onShown={onShown} /> : <InBrowser onShown={onShown} />;
