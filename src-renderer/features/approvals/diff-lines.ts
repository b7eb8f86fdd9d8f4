import { diffLines } from "diff";
import type { FileChange } from "./call.ts";

export interface DiffLine {
  sign: "+" | "-" | " " | "@";
  text: string;
}

const linesIn = (value: string) => {
  const lines = value.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
};

/** Beyond this a comparison would take too long: all of it is shown as taken away and put there. */
const mostChars = 200_000;

/** The lines of a change, all of them: those that stay as well. */
export const linesOfChange = ({ before, after }: Pick<FileChange, "before" | "after">): DiffLine[] => {
  if (before === null) return linesIn(after).map((text) => ({ sign: "+", text }));
  const parts =
    before.length + after.length > mostChars
      ? [
          { value: before, removed: true, added: false },
          { value: after, removed: false, added: true },
        ]
      : diffLines(before, after);
  return parts.flatMap(({ value, added, removed }) => {
    const sign = added ? "+" : removed ? "-" : " ";
    return linesIn(value).map((text): DiffLine => ({ sign, text }));
  });
};

/** The lines of a patch as agents write it. */
export const linesOfPatch = (patch: string): DiffLine[] =>
  linesIn(patch).map((text): DiffLine => {
    if (/^(?:\*\*\* |@@|diff |index |--- |\+\+\+ )/.test(text)) return { sign: "@", text };
    const [first] = text;
    return first === "+" || first === "-"
      ? { sign: first, text: text.slice(1) }
      : { sign: " ", text: text.replace(/^ /, "") };
  });
