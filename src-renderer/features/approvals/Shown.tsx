import { Fragment, type ReactNode } from "react";
import { splitHidden } from "../markdown/hidden.ts";
import { markLabel, markTitle } from "../markdown/hidden-names.ts";
import markdown from "../markdown/Markdown.module.css";

// Words of right-to-left scripts, each on its own: beside them signs and paths would change their places.
const rightToLeft = /([\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]+\p{M}*)/u;

const isolated = (words: string): ReactNode => {
  const parts = words.split(rightToLeft);
  if (parts.length === 1) return words;
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      <bdi key={at} dir="rtl">
        {part}
      </bdi>
    ) : (
      part
    ),
  );
};

/** Text of a call in the order in which it counts: hidden characters marked, no word moved by the script of another. */
export const Shown = ({ text }: { text: string }) =>
  splitHidden(text).map((piece, at) =>
    typeof piece === "string" ? (
      <Fragment key={at}>{isolated(piece)}</Fragment>
    ) : (
      <span key={at} className={markdown.hidden} role="img" aria-label={markTitle(piece)} title={markTitle(piece)}>
        {markLabel(piece)}
      </span>
    ),
  );
