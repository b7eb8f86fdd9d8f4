import { limits } from "#contract/limits.ts";
import { HubError } from "../errors.ts";

/** Refuses a text over the limit in UTF-8 bytes. */
export const refuseLongText = (text: string): void => {
  // A string of n UTF-16 units has at most 3n bytes: the exact count is only needed near the limit.
  if (text.length * 3 <= limits.textBytes) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.textBytes) {
    throw new HubError(
      "too-large",
      `The text has ${bytes} bytes; at most ${limits.textBytes} are taken. Shorten it, or send it in parts.`,
    );
  }
};
