import type { Sink, World } from "../world.ts";

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;
export type Colour = keyof typeof codes;
export type Paint = (colour: Colour, text: string) => string;

/** Colours for a terminal that wants them (no-color.org), none elsewhere. */
export const paintFor = (sink: Sink, env: World["env"]): Paint => {
  const isColoured = sink.isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
  return (colour, text) => (isColoured && text ? `\x1b[${codes[colour]}m${text}\x1b[0m` : text);
};
