import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./Dialog.module.css";
import { giveFocusBack } from "./last-focus.ts";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** One or two sentences under the title; read aloud when it opens. */
  description?: ReactNode;
  children?: ReactNode;
  size?: "s" | "m" | "l" | "full";
}

// The first field, else the first of its buttons at the end: not the cross in its corner, which comes first by itself.
const focusFirst = (event: Event) => {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  (dialog.querySelector<HTMLElement>("input, textarea, footer button") ?? dialog).focus();
};

const Actions = ({ children }: { children: ReactNode }) => <footer className={styles.actions}>{children}</footer>;

/** A modal dialog: keeps the focus, closes with Esc and by a click beside it, gives the focus back. */
const DialogFrame = ({ isOpen, onClose, title, description, children, size = "s" }: DialogProps) => (
  <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
    <Radix.Portal>
      {/* Not Radix's overlay: that one injects a style element, which the page's policy refuses. */}
      <div className={styles.veil} />
      <Radix.Content
        className={classes(styles.dialog, styles[size])}
        onOpenAutoFocus={focusFirst}
        onCloseAutoFocus={giveFocusBack}
        {...(description ? {} : { "aria-describedby": undefined })}
      >
        <header className={styles.head}>
          <Radix.Title className={styles.title}>{title}</Radix.Title>
          {/* Without a tooltip: that would take the first Esc for itself. */}
          <button type="button" aria-label="Close" title="Close (Esc)" className={styles.close} onClick={onClose}>
            <X strokeWidth={1.7} />
          </button>
        </header>
        {description && <Radix.Description className={styles.description}>{description}</Radix.Description>}
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

/** Its buttons go into `Dialog.Actions`, which may stand in a form. */
export const Dialog = Object.assign(DialogFrame, { Actions });
