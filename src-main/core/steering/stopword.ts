/**
 * Takes the stop word off a reply. Alone it means "stop now"; at the end of a message "do the rest, then stop". The
 * word counts in any case, and only as a word of its own.
 */
export const parseStopWord = (text: string, stopWord: string): { text: string; stop: boolean } => {
  const trimmed = text.trimEnd();
  if (!trimmed.toLowerCase().endsWith(stopWord.toLowerCase())) return { text, stop: false };
  const rest = trimmed.slice(0, trimmed.length - stopWord.length);
  if (rest !== "" && !/\s$/.test(rest)) return { text, stop: false };
  return { text: rest.trim(), stop: true };
};
