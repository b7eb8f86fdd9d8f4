import { createTwoFilesPatch } from "diff";
import type { Paint } from "../output/paint.ts";
import { plain } from "../output/plain.ts";
import type { Change, Problem } from "./change.ts";

/** Longer texts are named, not shown: they are programs. */
const mostShown = 64 * 1024;
const mostColumns = 400;

const sizeOf = (bytes: Buffer) => `${Math.max(1, Math.round(bytes.length / 1024))} KiB`;

const colours = { "+": "green", "-": "red", "@": "cyan" } as const;
const paintLine = (line: string, paint: Paint): string => {
  const clean = plain(line).slice(0, mostColumns);
  const isHead = /^(?:---|\+\+\+) /.test(line);
  const colour = isHead ? "bold" : colours[line.charAt(0) as keyof typeof colours];
  return colour ? paint(colour, clean) : clean;
};

const nobody = "/dev/null";

const diffOf = ({ path, from, to }: Change, paint: Paint): string => {
  const texts = [from, to].map((bytes) => bytes?.toString("utf8") ?? "") as [string, string];
  const patch = createTwoFilesPatch(from ? path : nobody, to ? path : nobody, ...texts, "", "", { context: 3 });
  const lines = patch.split("\n").filter((line) => !/^(?:====|Index: )/.test(line) && line !== "");
  return `${lines.map((line) => paintLine(line, paint)).join("\n")}\n`;
};

/** One change for people: as a unified diff, a program as a line. */
export const showChange = (change: Change, paint: Paint): string => {
  const { path, from, to, remark } = change;
  const isLarge =
    Math.max(from?.length ?? 0, change.holds.includes("program") ? mostShown : (to?.length ?? 0)) >= mostShown;
  const program = to ? `copy ${path} (${sizeOf(to)})\n` : `delete ${path}\n`;
  const note = remark ? `${paint("yellow", `${path}: ${remark}`)}\n` : "";
  return note + (isLarge ? program : diffOf(change, paint));
};

/** A file that is left alone, and what to put into it by hand. */
export const showProblem = ({ path, holds, why, byHand }: Problem, paint: Paint): string =>
  `${paint("red", plain(`${path} is left as it is: ${why}.`))}\nFor the ${holds}, add by hand:\n\n${byHand.replaceAll(/^/gm, "    ")}\n`;
