import { createTwoFilesPatch } from "diff";
import type { Paint } from "../output/paint.ts";
import { plain } from "../output/plain.ts";
import type { Change, Problem } from "./change.ts";

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

const isProgram = (path: string) => path.endsWith(".cjs");

/** One change for people: as a unified diff, a program or what goes altogether as a line. */
export const showChange = (change: Change, paint: Paint): string => {
  const { path, to, remark } = change;
  const note = remark ? `${paint("yellow", plain(`${path}: ${remark}`))}\n` : "";
  if (!to) return `${note}${paint("red", "delete")} ${plain(path)}\n`;
  return (
    note + (isProgram(path) ? `${paint("green", "copy")} ${plain(path)} (${sizeOf(to)})\n` : diffOf(change, paint))
  );
};

/** A file that is left alone, and what to put into it by hand. */
export const showProblem = ({ path, holds, why, byHand }: Problem, paint: Paint): string =>
  `${paint("red", plain(`${path} is left as it is: ${why}.`))}\nFor the ${holds}, add by hand:\n\n${byHand.replaceAll(/^/gm, "    ")}\n`;
