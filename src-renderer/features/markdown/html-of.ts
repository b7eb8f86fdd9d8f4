import { createCache } from "./cache.ts";
import type { Highlighter } from "./highlight.ts";
import { sanitize } from "./sanitize.ts";
import { toHtml } from "./to-html.ts";

interface Made {
  text: string;
  highlighter: Highlighter | null;
  html: string;
}

/** About this many characters of HTML are kept. */
const mostChars = 6_000_000;
const made = createCache<Made>(mostChars);

/** The safe HTML of a message's text, made once for as long as it is remembered. */
export const htmlOf = (id: string, text: string, highlighter: Highlighter | null): string => {
  const known = made.get(id);
  if (known && known.text === text && known.highlighter === highlighter) return known.html;
  const html = sanitize(toHtml(text));
  made.set(id, { text, highlighter, html }, html.length + text.length);
  return html;
};
