import type { Range } from "./own-rules.ts";
import { mayHoldSecret } from "./suspect.ts";

/** What stands in the place of a secret. */
export const maskMark = "‹masked›";

export interface Masked {
  readonly text: string;
  /** How many secrets were taken out. */
  readonly count: number;
}

/** Ranges that overlap or touch, as one. */
const joined = (ranges: readonly Range[]): Range[] => {
  const found: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
};

/** Takes keys, tokens, private keys and passwords out of a text before it leaves this machine. */
export const maskSecrets = async (text: string): Promise<Masked> => {
  if (!mayHoldSecret(text)) return { text, count: 0 };
  const { findSecrets } = await import("./scanner.ts"); // It costs more than the rest of a hook call.
  const ranges = joined(await findSecrets(text));
  let clean = "";
  let at = 0;
  for (const [start, end] of ranges) {
    clean += text.slice(at, start) + maskMark;
    at = end;
  }
  return { text: clean + text.slice(at), count: ranges.length };
};

/** The same for all texts in a value of JSON. */
export const maskAll = async (value: unknown): Promise<unknown> => {
  if (typeof value === "string") return (await maskSecrets(value)).text;
  if (Array.isArray(value)) return Promise.all(value.map(maskAll));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([name, inner]) => [name, await maskAll(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
};
