const PREVIEW_CHARS = 200;
/** How much of the text is looked at first: enough unless more than half of it is space. */
const WINDOW_CHARS = PREVIEW_CHARS * 2;

// Single spaces, which most are, match nothing here.
const oneLine = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, " ").trim();

/** The beginning of a text on one line, for lists. */
export const previewOf = (text: string): string => {
  let line = oneLine(text.slice(0, WINDOW_CHARS));
  if (line.length < PREVIEW_CHARS && text.length > WINDOW_CHARS) line = oneLine(text);
  const cut = line.slice(0, PREVIEW_CHARS);
  // Never half of a surrogate pair at the end.
  return cut.isWellFormed() ? cut : cut.slice(0, -1).toWellFormed();
};
