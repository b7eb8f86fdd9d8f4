import { type MouseEvent, memo, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { classes } from "../../ui/classes.ts";
import { prepareBlocks, pressBlockButton } from "./blocks.ts";
import { openParts, setOpen } from "./folds.ts";
import { currentHighlighter, onHighlighter } from "./highlight.ts";
import { htmlOf } from "./html-of.ts";
import { isDenseText, isLongText } from "./long-text.ts";
import { lookFirst } from "./look-first.ts";
import styles from "./Markdown.module.css";

interface MarkdownProps {
  /** Names the text: what is made of it is remembered under this. */
  id: string;
  text: string;
}

const Html = memo(({ id, html, isDense }: { id: string; html: string; isDense: boolean }) => {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (root.current) prepareBlocks(root.current, id);
  });
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const link = target.closest("a");
    if (link) {
      event.preventDefault();
      lookFirst(link.href, link.textContent ?? "");
    } else if (root.current) pressBlockButton(root.current, id, target);
  };
  const onAuxClick = (event: MouseEvent) => {
    if ((event.target as Element).closest("a")) onClick(event);
  };
  return (
    <div
      ref={root}
      className={classes(styles.text, isDense && styles.dense)}
      onClick={onClick}
      onAuxClick={onAuxClick}
      // The one place where HTML enters the page: it comes from `sanitize`.
      // oxlint-disable-next-line react/no-danger
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
});

/** A message's text, as safe HTML; the end of a very long one is folded away. */
export const Markdown = ({ id, text }: MarkdownProps) => {
  const highlighter = useSyncExternalStore(onHighlighter, currentHighlighter);
  const html = useMemo(() => htmlOf(id, text, highlighter), [id, text, highlighter]);
  const isLong = useMemo(() => isLongText(text), [text]);
  const isDense = useMemo(() => isDenseText(text), [text]);
  const [isOpen, setIsOpen] = useState(() => openParts(id).has("text"));
  if (!isLong) return <Html id={id} html={html} isDense={isDense} />;
  const toggle = () => {
    setOpen(id, "text", !isOpen);
    setIsOpen(!isOpen);
  };
  return (
    <>
      <div className={classes(styles.long, isOpen && styles.open)}>
        <Html id={id} html={html} isDense={isDense} />
      </div>
      <button type="button" className={styles.more} aria-expanded={isOpen} onClick={toggle}>
        {isOpen ? "Show less" : "Show the whole message"}
      </button>
    </>
  );
};
