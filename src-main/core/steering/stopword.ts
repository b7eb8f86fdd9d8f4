/** What a reply asks for beside its words. */
export interface Parsed {
  /** Without the slash word that it began with and the stop word that it ended with. */
  text: string;
  stop: boolean;
  command: Command | null;
}

const commands = ["interrupt", "status"] as const;
export type Command = (typeof commands)[number];

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

/** The slash word that a text begins with, in lower case; a path such as `/etc/hosts` is none. */
const slashWord = (text: string): { word: string; rest: string } | undefined => {
  const match = /^\s*\/([a-z][a-z0-9-]{0,30})(?=\s|$)/i.exec(text);
  return match?.[1] === undefined
    ? undefined
    : { word: match[1].toLowerCase(), rest: text.slice(match[0].length).trim() };
};

/** Reads a reply: the slash word at its beginning and the stop word at its end. */
export const parseReply = (text: string, stopWord: string): Parsed => {
  const stopped = parseStopWord(text, stopWord);
  const slash = slashWord(stopped.text);
  const command = commands.find((known) => known === slash?.word);
  return slash === undefined || command === undefined
    ? { ...stopped, command: null }
    : { text: slash.rest, stop: stopped.stop, command };
};

/** What to tell the person who wrote a slash word that means nothing; null where there is nothing to tell. */
export const hintOf = (text: string, stopWord: string): string | null => {
  const { text: rest, command } = parseReply(text, stopWord);
  const slash = slashWord(rest);
  if (slash === undefined || command !== null) return null;
  const words = [stopWord, ...commands.map((known) => `/${known}`)].join(", ");
  const told =
    `/${slash.word}`.toLowerCase() === stopWord.toLowerCase() ? "stops only at the end of a reply" : "is unknown";
  return `\`/${slash.word}\` ${told}, so it was sent as text. Known words: ${words}.`;
};
