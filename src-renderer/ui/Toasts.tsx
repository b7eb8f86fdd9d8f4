import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { Button } from "./Button.tsx";
import { classes } from "./classes.ts";
import { IconButton } from "./IconButton.tsx";
import styles from "./Toasts.module.css";
import { dismissToast, type Toast, toastStore } from "./toast.ts";

const SHOWN_MS = 5_000;
const SHOWN_WITH_ACTION_MS = 10_000;

const ToastCard = ({ toast }: { toast: Toast }) => {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toast.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld, toast]);
  return (
    <li
      className={classes(styles.toast, toast.tone === "failed" && styles.failed)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text} dir="auto">
        {toast.text}
      </span>
      {toast.action && (
        <Button
          size="s"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X strokeWidth={1.7} />} onClick={() => dismissToast(toast.id)} />
    </li>
  );
};

/** The toasts at the screen's edge, drawn once by the shell. Their words are announced by the live region. */
export const Toasts = () => {
  const toasts = useStore(toastStore, (state) => state.toasts);
  if (toasts.length === 0) return null;
  return (
    <section aria-label="Notices">
      <ul className={styles.toasts}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
};
