import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Usage } from "#contract/session.ts";
import { type Fields, fieldsOf } from "./fields.ts";

// Longer ones would cost the agent's turn more than the figure is worth.
const mostBytes = 32 * 1024 * 1024;

const readBounded = (path: string): string | undefined => {
  let handle: number | undefined;
  try {
    handle = openSync(path, "r");
    const { size } = fstatSync(handle);
    if (size > mostBytes) return undefined;
    const bytes = Buffer.allocUnsafe(size);
    let done = 0;
    for (let got = 1; done < size && got > 0; done += got) got = readSync(handle, bytes, done, size - done, done);
    return bytes.toString("utf8", 0, done);
  } catch {
    return undefined; // Not written yet, or another program's place: the figure is left out.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
};

const parse = (line: string): Fields => {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return {}; // The last line may be half written.
  }
};

/** Tokens of one answer of the model; a later one with the same id replaces it. */
export interface Tokens {
  readonly id: string;
  readonly input: number;
  readonly output: number;
}

/** What the last line that holds `mark` says, as `read` finds it; lines where it finds nothing don't count. */
export const lastOf = <T>(path: string, mark: string, read: (line: Fields) => T | undefined): T | undefined => {
  for (const line of (readBounded(path) ?? "").split("\n").toReversed()) {
    const found = line.includes(mark) ? read(parse(line)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * The totals of a transcript with one JSON object a line. Only lines that hold `mark` are parsed. Undefined when there is no
 * such transcript, when it is longer than 32 MiB, or when it tells of no tokens.
 */
export const sumTokens = (
  path: string,
  mark: string,
  read: (line: Fields) => Tokens | undefined,
): Usage | undefined => {
  const answers = new Map<string, Tokens>();
  for (const line of readBounded(path)?.split("\n") ?? []) {
    const tokens = line.includes(mark) ? read(parse(line)) : undefined;
    if (tokens) answers.set(tokens.id, tokens);
  }
  if (answers.size === 0) return undefined;
  let [inputTokens, outputTokens] = [0, 0];
  for (const { input, output } of answers.values()) {
    inputTokens += input;
    outputTokens += output;
  }
  return { inputTokens, outputTokens };
};
