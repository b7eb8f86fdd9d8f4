import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Facts } from "../features/facts/Facts.tsx";
import { layoutStore, useLayout, useNarrow } from "../state/layout.ts";
import { IconButton } from "../ui/IconButton.tsx";
import styles from "./FactsPane.module.css";

const close = () => layoutStore.setState({ areFactsOpen: false });

/** The facts over the discussion, where there is no room beside it: takes the focus, and gives it back. */
const FactsOver = ({ sessionId }: { sessionId: string }) => {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    pane.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      close();
    };
  }, []);
  return (
    <aside id="facts" ref={pane} tabIndex={-1} className={styles.over} aria-label="Facts">
      <header className={styles.head}>
        <h2 className={styles.title}>Facts</h2>
        <IconButton label="Hide the facts" icon={<X strokeWidth={1.7} />} onClick={close} />
      </header>
      <Facts sessionId={sessionId} />
    </aside>
  );
};

/** The facts of the discussion in view: a column of their own, or folded away behind the header's button. */
export const FactsPane = ({ sessionId }: { sessionId: string }) => {
  const isNarrow = useNarrow();
  const areOpen = useLayout((layout) => layout.areFactsOpen);
  if (isNarrow) return areOpen ? <FactsOver sessionId={sessionId} /> : null;
  return (
    <aside id="facts" className={styles.facts} aria-label="Facts">
      <Facts sessionId={sessionId} />
    </aside>
  );
};
