import type { Node } from "jsonc-parser";
import type { TextForm } from "./text-form.ts";

// jsonc-parser's own edits lay out anew whatever stands beside them; these leave every other byte as it is.

/** A piece of a text that is replaced. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const apply = (text: string, splices: readonly Splice[]): string =>
  splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end, text: piece }) => rest.slice(0, start) + piece + rest.slice(end), text);

const endOf = ({ offset, length }: Node) => offset + length;
const unitOf = ({ indent }: TextForm) => (indent.isTab ? "\t" : " ".repeat(indent.size));

/** The blanks that the line of this offset begins with. */
const indentAt = (text: string, offset: number): string => {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
};

const commentOnLine = /^[ \t]*(?:\/\/[^\r\n]*|(?:\/\*(?:[^*\r\n]|\*(?!\/))*\*\/[ \t]*)+)?(?=\r?\n)/;
const untilComma = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/;

const print = (value: unknown, indent: string, form: TextForm): string =>
  JSON.stringify(value, null, unitOf(form)).replaceAll("\n", form.lineEnd + indent);

/** A member as it is written: with its name in an object, without in a list. */
const member = (name: string | undefined, value: unknown, indent: string, form: TextForm): string =>
  (name === undefined ? "" : `${JSON.stringify(name)}: `) + print(value, indent, form);

/** Adds a last member to an object or list. */
export const append = (
  text: string,
  container: Node,
  { name, value }: { name?: string; value: unknown },
  form: TextForm,
): string => {
  const last = container.children?.at(-1);
  const outer = indentAt(text, container.offset);
  const isOwnLine =
    last !== undefined && text.slice(0, last.offset).trimEnd().length < text.lastIndexOf("\n", last.offset);
  const indent = isOwnLine ? indentAt(text, last.offset) : outer + unitOf(form);
  const piece = form.lineEnd + indent + member(name, value, indent, form);
  const closing = endOf(container) - 1;
  if (!last) {
    const inside = text.slice(container.offset + 1, closing);
    // A comment may be all that is in it.
    const at = container.offset + 1 + inside.trimEnd().length;
    return apply(text, [{ start: at, end: closing, text: piece + form.lineEnd + outer }]);
  }
  const comma = untilComma.exec(text.slice(endOf(last), closing))?.[0].length;
  const afterMember = endOf(last) + (comma ?? 0);
  const at = afterMember + (commentOnLine.exec(text.slice(afterMember))?.[0].length ?? 0);
  const isLineEnd = /^[ \t]*\r?\n/.test(text.slice(at));
  const isBlankAfter = text.slice(at, closing).trim() === "";
  const added = isLineEnd
    ? { start: at, end: at, text: piece }
    : { start: at, end: isBlankAfter ? closing : at, text: piece + form.lineEnd + outer };
  // Where both go to the same place, the later one comes first.
  return apply(text, [added, ...(comma === undefined ? [{ start: endOf(last), end: endOf(last), text: "," }] : [])]);
};

/** Replaces what a node is. */
export const replace = (text: string, node: Node, value: unknown, form: TextForm): string =>
  apply(text, [{ start: node.offset, end: endOf(node), text: print(value, indentAt(text, node.offset), form) }]);

const blanksBefore = (text: string, offset: number) => /\s*$/.exec(text.slice(0, offset))?.[0].length ?? 0;

/** Takes a member out of an object or list; a comment on the line of another member stays. */
export const remove = (text: string, container: Node, index: number): string => {
  const children = container.children ?? [];
  const node = children[index];
  if (!node) return text;
  const start = node.offset - blanksBefore(text, node.offset);
  const comma = untilComma.exec(text.slice(endOf(node), endOf(container)))?.[0].length;
  const end = endOf(node) + (comma ?? 0);
  const previous = children[index - 1];
  // Of the last one, the comma that led to it goes as well.
  const lead = previous && index === children.length - 1 && comma === undefined;
  const leadLength = lead ? (untilComma.exec(text.slice(endOf(previous), node.offset))?.[0].length ?? 0) : 0;
  const closing = endOf(container) - 1;
  const opening = text.slice(container.offset, children[0]?.offset);
  // What was on one line is so again, and nothing at all needs no lines.
  const closes = (children.length === 1 || (lead && !opening.includes("\n"))) && text.slice(end, closing).trim() === "";
  const splices = [{ start, end: closes ? closing : end, text: "" }];
  if (lead && leadLength > 0) {
    const at = endOf(previous) + leadLength - 1;
    splices.push({ start: at, end: at + 1, text: "" });
  }
  return apply(text, splices);
};
