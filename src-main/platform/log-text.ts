import { inspect } from "node:util";

const levels: Record<number, string> = { 10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };
// oxlint-disable-next-line no-control-regex -- those are what must go
const control = /[\u0000-\u001f\u007f-\u009f]/g;

interface Line {
  level: number;
  time: string;
  msg?: string;
  err?: { message?: string };
}

const word = (value: unknown): string =>
  typeof value === "string" ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 3 });

/** One line of the log for a person: `12:00:00 warn  What happened. port=4680`. */
export const logText = (json: string): string => {
  const { level, time, msg = "", err, ...rest } = JSON.parse(json) as Line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const name = levels[level] ?? String(level);
  const fields = Object.entries(rest).map(([key, value]) => ` ${key}=${word(value)}`);
  const cause = err?.message;
  const line = `${clock} ${name.padEnd(5)} ${msg}${cause ? ` (${cause})` : ""}${fields.join("")}`;
  return `${line.replace(control, " ")}\n`;
};
