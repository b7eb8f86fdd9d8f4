import { escapeHtml, markHtml, textHtml } from "./escape.ts";
import { highlighted } from "./highlight.ts";

/** Blocks with more lines than this are folded. */
export const foldLines = 40;

const languageOf = (info: string): string => /^[\w+#.-]{1,30}/.exec(info.trim())?.[0]?.toLowerCase() ?? "";

const diffLine = /^(?:[-+ @\\]|diff |index |$)/;

/** Whether unnamed code is a diff: each line starts as one, and something was added and something removed. */
const looksLikeDiff = (code: string): boolean => {
  const lines = code.split("\n", 400);
  return (
    lines.every((line) => diffLine.test(line)) &&
    lines.some((line) => /^\+(?!\+)/.test(line)) &&
    lines.some((line) => /^-(?!-)/.test(line))
  );
};

const countLines = (text: string) => text.split("\n").length;

/** A block of code with its name, a copy button and, when it is long, a fold. */
export const codeBlock = (content: string, info: string): string => {
  const code = content.replace(/\n$/, "");
  const named = languageOf(info);
  const language = named === "" && looksLikeDiff(code) ? "diff" : named;
  const coloured = highlighted(code, language);
  const inner = coloured === null ? textHtml(code) : markHtml(coloured);
  const lines = countLines(code);
  const isLong = lines > foldLines;
  const label = language === "" ? "" : `<span class="md-lang">${escapeHtml(language)}</span>`;
  const fold = isLong ? `<button type="button" class="md-fold" data-act="fold">Show all ${lines} lines</button>` : "";
  return (
    `<div class="md-code${isLong ? " md-long" : ""}"><pre dir="ltr"><code>${inner}</code></pre>` +
    `<div class="md-tools">${label}<button type="button" class="md-copy" data-act="copy">Copy</button></div>${fold}</div>`
  );
};
