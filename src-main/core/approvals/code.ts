import { randomInt } from "node:crypto";
import type { ReadTx } from "../store.ts";

// Without 0, 1, i, l and o: nothing to mistake when typed from a screen.
const letters = "abcdefghjkmnpqrstuvwxyz";
const digits = "23456789";
const characters = letters + digits;
const LENGTH = 4;
const MOST_TRIES = 50;

/** With a digit, so that no code is a word of a sentence. */
export const randomCode = (): string => {
  const code = Array.from({ length: LENGTH }, () => characters[randomInt(characters.length)] ?? "");
  if (!code.some((character) => digits.includes(character))) {
    code[randomInt(LENGTH)] = digits[randomInt(digits.length)] ?? "";
  }
  return code.join("");
};

/**
 * A code that no open approval has, and none that ended where that can be had: words typed late must not meet another call.
 * `random` gives one to try.
 */
export const freeCode = async (tx: ReadTx, random: () => string = randomCode): Promise<string> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const code = random();
    if ((await tx.approvals.newestByCode(code)) === undefined) return code;
  }
  for (;;) {
    const code = random();
    if ((await tx.approvals.openByCode(code)) === undefined) return code;
  }
};
