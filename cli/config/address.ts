import { DEFAULT_PORT } from "#contract/limits.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";

/** Where a hub is dialled. */
export interface Address {
  readonly secure: boolean;
  /** Name or IP address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the hub's certificate that came with the address, in upper-case hex pairs with colons. */
  readonly fingerprint?: string;
}

/** A fingerprint in its one form, or undefined when it is none. Case and colons don't matter. */
export const readFingerprint = (text: string): string | undefined => {
  const hex = text.replaceAll(":", "").toUpperCase();
  return /^[0-9A-F]{64}$/.test(hex) ? hex.replace(/(..)(?=.)/g, "$1:") : undefined;
};

const form =
  /^(?:(https?):\/\/)?(?:[^/?#@]*@)?(\[[\da-f:.]+(?:%[\w.]+)?\]|[^\s:/?#[\]]+)(?::(\d{1,5}))?(?:[/?][^#]*)?(?:#(.*))?$/i;

/**
 * Reads an address as a person gives it: https without scheme, 4680 without port, `#<fingerprint>` at its end.
 * Throws `Failure` (invalid) when it is none.
 */
export const readAddress = (text: string): Address => {
  const [, scheme = "https", host = "", digits, fragment] = form.exec(text.trim()) ?? [];
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  if (!host || port < 1 || port > 65_535) {
    throw new Failure(exits.invalid, `“${text}” is not a hub's address; one looks like https://192.168.2.10:4680`);
  }
  const fingerprint = fragment ? readFingerprint(fragment) : undefined;
  if (fragment && !fingerprint) {
    throw new Failure(exits.invalid, "The part after # is not a certificate's fingerprint: copy the whole address");
  }
  return {
    secure: scheme.toLowerCase() === "https",
    host: host.replace(/^\[|\]$/g, ""),
    port,
    ...(fingerprint ? { fingerprint } : {}),
  };
};

/** Host and port as they stand in a URL and in the Host header. */
export const hostOf = ({ host, port }: Pick<Address, "host" | "port">): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;

/** The address as a URL, without fingerprint. */
export const urlOf = (address: Address): string => `${address.secure ? "https" : "http"}://${hostOf(address)}`;
