import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { classes } from "../../ui/classes.ts";
import { currentHighlighter, highlighted, onHighlighter } from "../markdown/highlight.ts";
import markdown from "../markdown/Markdown.module.css";
import styles from "./Call.module.css";
import { Shown } from "./Shown.tsx";

/** What a highlighter made, as elements: nothing but text and spans with its own class names gets through. */
const elementsOf = (node: Node, key: number): ReactNode => {
  if (node.nodeType === Node.TEXT_NODE) return <Shown key={key} text={node.textContent ?? ""} />;
  if (!(node instanceof Element)) return null;
  const name = Array.from(node.classList).filter((one) => one.startsWith("hljs-"));
  return (
    <span key={key} className={name.join(" ")}>
      {Array.from(node.childNodes, elementsOf)}
    </span>
  );
};

const parse = (html: string): ReactNode =>
  Array.from(
    new DOMParser().parseFromString(`<pre>${html}</pre>`, "text/html").body.firstChild?.childNodes ?? [],
    elementsOf,
  );

/** Code in full, its lines wrapped: no part of it is beside the frame. */
export const Code = ({ text, language }: { text: string; language: string }) => {
  const highlighter = useSyncExternalStore(onHighlighter, currentHighlighter);
  const inner = useMemo(() => {
    const html = highlighted(text, language);
    return html === null ? <Shown text={text} /> : parse(html);
    // oxlint-disable-next-line react/exhaustive-deps -- `highlighted` answers anew once the highlighter is there.
  }, [text, language, highlighter]);
  return (
    <pre className={classes(styles.code, markdown.text)} dir="ltr">
      {inner}
    </pre>
  );
};
