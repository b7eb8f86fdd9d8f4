import { hash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** SHA-256, hex: how keys, codes and tickets are stored. They carry enough randomness to need no slow hash. */
export const hashSecret = (secret: string): string => hash("sha256", secret);

/** 32 random bytes with a prefix that tells what kind of secret it is. */
export const newSecret = (prefix: "mk" | "st" | "ps" | "dk"): string =>
  `${prefix}_${randomBytes(32).toString("base64url")}`;

// Without 0, 1, I, L, O and U: nothing to mistake when read aloud or typed from a screen.
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 8;
/** So many first characters of a code say which code is meant; the rest is what has to be guessed. */
export const CODE_PREFIX_LENGTH = 3;

export const newJoinCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join("");

/** Compares two hashes in constant time. */
export const isSameHash = (a: string, b: string): boolean => {
  const left = Buffer.from(a, "hex");
  const right = Buffer.from(b, "hex");
  return left.length === right.length && timingSafeEqual(left, right);
};
