import { Fragment, type ReactNode } from "react";
import { splitHidden } from "../markdown/hidden.ts";
import { markLabel, markTitle } from "../markdown/hidden-names.ts";
import markdown from "../markdown/Markdown.module.css";

// Words of right-to-left scripts, each on its own: beside them signs and paths would change their places.
const rightToLeft = /([\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]+\p{M}*)/u;

// So many spaces in a row have no other use than to push what follows out of sight.
const gap = /( {41,}|\n{13,})/;

const gapWords = (part: string) => `${part.length.toLocaleString()} ${part.startsWith(" ") ? "spaces" : "empty lines"}`;

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

const withGaps = (words: string): ReactNode =>
  words
    .split(gap)
    .map((part, at) => (
      <Fragment key={at}>
        {at % 2 === 0 ? isolated(part) : <span className={markdown.hidden}>{gapWords(part)}</span>}
      </Fragment>
    ));

/** Text of a call in the order in which it counts: hidden characters and
 * long gaps marked, no word moved by the script of another. */
export const Shown = ({ text }: { text: string }) =>
  splitHidden(text).map((piece, at) =>
    typeof piece === "string" ? (
      <Fragment key={at}>{withGaps(piece)}</Fragment>
    ) : (
      <span key={at} className={markdown.hidden} role="img" aria-label={markTitle(piece)} title={markTitle(piece)}>
        {markLabel(piece)}
      </span>
    ),
  );
