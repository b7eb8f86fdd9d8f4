import { Copy, Link, Quote } from "lucide-react";
import type { MouseEvent } from "react";
import type { Message } from "#contract/message.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { focusCompose } from "../compose/focus.ts";
import { copyLink, copyMessage, quoteMessage } from "./message-acts.ts";
import { selectedIn } from "./quote-of.ts";
import styles from "./Row.module.css";

const stroke = { strokeWidth: 1.7 } as const;

/** What can be done with a message; shown when the pointer or the focus is on it. */
export const RowActions = ({ message }: { message: Message }) => {
  const quote = (event: MouseEvent<HTMLElement>) => {
    quoteMessage(message, selectedIn(event.currentTarget.closest("[data-seq]")));
    focusCompose();
  };
  return (
    <div className={styles.actions} role="group" aria-label="Message">
      <IconButton
        label="Quote in a reply"
        keys="q"
        icon={<Quote {...stroke} />}
        // Keeps what is selected, which may be what is to be quoted.
        onMouseDown={(event) => event.preventDefault()}
        onClick={quote}
      />
      <IconButton
        label="Copy the text"
        keys="c"
        icon={<Copy {...stroke} />}
        onClick={() => void copyMessage(message)}
      />
      <IconButton
        label="Copy a link to it"
        keys="l"
        icon={<Link {...stroke} />}
        onClick={() => void copyLink(message)}
      />
    </div>
  );
};
