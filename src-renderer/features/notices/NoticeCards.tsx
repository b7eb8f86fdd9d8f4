import { BellRing, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { PageNotice } from "#contract/attention.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./NoticeCards.module.css";
import { cardStore, dismissCard, openNotice } from "./notices.ts";

const SHOWN_MS = 12_000;

/** Goes by itself after a while, unless it is urgent, or the person is at it or elsewhere. */
const useTime = ({ id, loudness }: PageNotice) => {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld || loudness === "urgent") return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(() => dismissCard(id), SHOWN_MS);
    };
    begin();
    document.addEventListener("visibilitychange", begin);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", begin);
    };
  }, [id, loudness, isHeld]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return { onPointerEnter: hold, onPointerLeave: release, onFocus: hold, onBlur: release };
};

const Card = ({ notice }: { notice: PageNotice }) => {
  const { id, title, subtitle, body } = notice;
  const held = useTime(notice);
  const open = () => {
    dismissCard(id);
    openNotice(notice);
  };
  return (
    <li className={styles.card} data-loudness={notice.loudness} {...held}>
      <BellRing className={styles.icon} strokeWidth={1.7} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>
          <PlainText>{title}</PlainText>
        </p>
        {subtitle !== "" && (
          <p className={styles.subtitle}>
            <PlainText>{subtitle}</PlainText>
          </p>
        )}
        <p className={styles.body}>
          <PlainText>{body}</PlainText>
        </p>
        {notice.kind !== "test" && (
          <Button size="s" className={styles.open} onClick={open}>
            Open
          </Button>
        )}
      </div>
      <IconButton label="Dismiss" icon={<X strokeWidth={1.7} />} onClick={() => dismissCard(id)} />
    </li>
  );
};

/** What the hub tells this page, at its edge: drawn once by the shell. The live region says it aloud. */
export const NoticeCards = () => {
  const cards = useStore(cardStore, (state) => state.cards);
  if (cards.length === 0) return null;
  return (
    <section aria-label="Notifications">
      <ul className={styles.cards}>
        {cards.map((notice) => (
          <Card key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
};
