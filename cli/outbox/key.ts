const hex = (random: () => number, digits: number) =>
  Math.floor(random() * 16 ** digits)
    .toString(16)
    .padStart(digits, "0");

/**
 * A fresh idempotency key in the form of a random UUID (RFC 9562, version 4). It must be unlike others of this machine, not
 * hard to guess, so `Math.random` serves: node:crypto would cost a post a tenth of its time.
 */
export const newKey = (random: () => number): string => {
  const variant = "89ab"[Math.floor(random() * 4)] ?? "8";
  const parts = [hex(random, 8), hex(random, 4), `4${hex(random, 3)}`, variant + hex(random, 3), hex(random, 12)];
  return parts.join("-");
};
