import type { DueReply } from "#contract/reply.ts";
import { oneLine, plain } from "../output/plain.ts";

/** A file of a reply that lies on this machine. */
export interface SavedFile {
  readonly name: string;
  readonly path: string;
}

const longestName = 60;
const lineEnds = /\r\n|[\n\r\v\f\x85\u2028\u2029]/u;
// Our own mark, however it is dressed up: only what this file writes may begin with it.
const ownMark = /[[［【〔]([\p{Cf}\s]*M[\p{Cf}]*u[\p{Cf}]*s[\p{Cf}]*t[\p{Cf}]*e[\p{Cf}]*r\b)/giu;

/** A person's or file's name without anything that could end the mark or begin a line. */
const cleanName = (name: string): string => {
  const clean = oneLine(name.replace(/[[\]()（）［］【】〔〕·<>`\p{Cf}]/gu, " ").replace(/\s+/gu, " ")).trim();
  return clean.slice(0, longestName).toWellFormed() || "somebody";
};

/** Begins what a person said. Nothing that they or an agent wrote can bring forth another one. */
export const markOf = (name: string, role?: string): string =>
  `[Muster · ${cleanName(name)}${role === undefined ? "" : ` (${role})`}]`;

/** A person's text without a mark of its own, line by line. */
export const linesForModel = (text: string): string[] =>
  // Cleaned first: what hid the mark from the pattern may be what is taken away.
  text.split(lineEnds).map((line) => plain(line).replace(ownMark, "($1"));

/** What a slash word asks of a model. */
export const commandWords = {
  interrupt: "Interrupt: leave what you are doing now, and read this first.",
  status: "Please post a short status now: what is done, what comes next, what is in the way.",
} as const;

/** What the stop word asks of a model. */
export const stopWords = "This is the stop word: finish only what must not be left half done, then end your work.";

/** Nothing but the stop word: an agent that is at rest need not be woken for it. */
export const isBareStop = ({ stop, text, attachments, quote }: DueReply): boolean =>
  stop && text === "" && attachments.length === 0 && !quote;

/**
 * A reply as a model reads it: `[Muster · <person> (<role>)] text`, with what it quotes before and its files after. Neither
 * text nor names nor quotes can bring forth another such mark, so one at the beginning of a line is always ours.
 */
export const forModel = (reply: DueReply, files: readonly SavedFile[] = []): string => {
  const mark = markOf(reply.from.name, reply.from.role);
  const quoted = reply.quote ? linesForModel(reply.quote.text).map((line) => `> ${line}`.trimEnd()) : [];
  const said = [
    ...(reply.command ? [commandWords[reply.command]] : []),
    ...(reply.text === "" ? [] : linesForModel(reply.text)),
    ...files.map(({ name, path }) => `Attached file: ${cleanName(name)} at ${oneLine(path)}`),
    ...(reply.stop ? [stopWords] : []),
  ];
  if (quoted.length > 0) return [`${mark} about:`, ...quoted, ...said].join("\n");
  return `${mark} ${said.join("\n")}`.trimEnd();
};

/** Several replies, an empty line between. `filesOf` gives the saved files of each. */
export const allForModel = (
  replies: readonly DueReply[],
  filesOf: (reply: DueReply) => readonly SavedFile[] = () => [],
): string => replies.map((reply) => forModel(reply, filesOf(reply))).join("\n\n");
