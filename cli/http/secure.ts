import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { UnreachableError } from "#client/errors.ts";
import type { Address } from "../config/address.ts";
import { whenReady } from "./open.ts";

/** How a hub's certificate is judged: it is the pinned one, or an authority vouches for it, or any will do. */
export type Trust = "pinned" | "authority" | "any";

const codesOfDoubt = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

const judge = (error: unknown): unknown => {
  const { code = "" } = ((error as UnreachableError).cause ?? {}) as NodeJS.ErrnoException;
  return codesOfDoubt.test(code) ? new UnreachableError("certificate", "unknown", { cause: error }) : error;
};

/**
 * Opens an encrypted connection and checks the certificate before a byte is sent. Throws `UnreachableError` with reason
 * `certificate`: message `changed` when it is not the pinned one, `unknown` when nobody vouches for it.
 */
export const openSecure = async (
  address: Address,
  options: { trust: Trust; milliseconds: number; signal?: AbortSignal | undefined },
): Promise<{ socket: TLSSocket; fingerprint: string }> => {
  const socket = connect({
    host: address.host,
    port: address.port,
    servername: isIP(address.host) ? "" : address.host,
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: options.trust === "authority",
  });
  socket.setNoDelay(true);
  await whenReady(socket, "secureConnect", options).catch((error: unknown) => {
    throw judge(error);
  });
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? "";
  if (options.trust === "pinned" && fingerprint !== address.fingerprint) {
    socket.on("error", () => {}).destroy();
    throw new UnreachableError("certificate", "changed");
  }
  return { socket, fingerprint };
};
