import type { Transport } from "#client/client.ts";
import { type Address, hostOf } from "../config/address.ts";
import { exchange } from "./exchange.ts";
import { openPlain } from "./open.ts";

export interface TransportOptions {
  key?: string;
  /** How long an answer may take; a waiting call needs its own wait on top. */
  answerMilliseconds?: number;
  connectMilliseconds?: number;
  /** Take any certificate and say which it was: only for the first contact of a join. */
  onFirstSight?: (fingerprint: string) => void;
}

/** Opens a connection to the hub, its certificate checked. Throws `UnreachableError`. */
export const openTo = async (address: Address, options: TransportOptions = {}, signal?: AbortSignal) => {
  const milliseconds = options.connectMilliseconds ?? 5000;
  if (!address.secure) return openPlain(address, milliseconds, signal);
  const { openSecure } = await import("./secure.ts"); // node:tls costs what a plain call need not pay.
  const trust = address.fingerprint ? "pinned" : options.onFirstSight ? "any" : "authority";
  const { socket, fingerprint } = await openSecure(address, { trust, milliseconds, signal });
  options.onFirstSight?.(fingerprint);
  return socket;
};

/** The way to one hub: a connection for each call, the key sent only once the certificate is known to be right. */
export const createTransport =
  (address: Address, options: TransportOptions = {}): Transport =>
  async (request) => {
    const socket = await openTo(address, options, request.signal);
    const headers = options.key ? { ...request.headers, authorization: `Bearer ${options.key}` } : request.headers;
    return exchange(
      socket,
      { ...request, headers },
      {
        host: hostOf(address),
        answerMilliseconds: options.answerMilliseconds ?? 20_000,
      },
    );
  };
