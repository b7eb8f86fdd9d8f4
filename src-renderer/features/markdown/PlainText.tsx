import { splitHidden } from "./hidden.ts";
import { markLabel, markTitle } from "./hidden-names.ts";
import styles from "./Markdown.module.css";

/** Text of others as it is, on its own in its direction, hidden characters marked. */
export const PlainText = ({ children, className }: { children: string; className?: string }) => (
  <bdi className={className}>
    {splitHidden(children).map((piece, at) =>
      typeof piece === "string" ? (
        piece
      ) : (
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className={styles.hidden} role="img" aria-label={markTitle(piece)} title={markTitle(piece)}>
          {markLabel(piece)}
        </span>
      ),
    )}
  </bdi>
);
