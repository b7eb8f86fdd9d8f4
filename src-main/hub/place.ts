import { hostname } from "node:os";
import { isLoopback, lanAddresses, urlHost } from "../platform/addresses.ts";

/** The names of this computer that a browser may use for the hub. */
export const ownHostNames = (): Set<string> => {
  const name = hostname().toLowerCase();
  return new Set([name, `${name.split(".", 1)[0]}.local`, "ip6-localhost"]);
};

export interface Place {
  /** For this computer. */
  url: string;
  /** For other machines; the same as `url` when none can reach it. */
  address: string;
}

/** Where the hub can be reached when it listens on `host` (all addresses if undefined) and `port`. */
export const placeOf = (host: string | undefined, port: number): Place => {
  const isAll = host === undefined || host === "0.0.0.0" || host === "::";
  const isLocal = host !== undefined && (host === "localhost" || isLoopback(host));
  const own = isAll || host === "localhost" ? "127.0.0.1" : host;
  const url = isAll || isLocal ? `http://${urlHost(own)}:${port}` : `https://${urlHost(own)}:${port}`;
  if (isLocal) return { url, address: url };
  const lan = isAll ? lanAddresses()[0] : host;
  return { url, address: lan === undefined ? url : `https://${urlHost(lan)}:${port}` };
};

/**
 * What to run on a machine that has only curl. curl takes any certificate with this public key and no other; Windows has
 * it since version 10.
 */
export const installCommandsOf = (place: Place, pin: string, code: string): { sh: string; powershell: string } => {
  const { address } = place;
  const pinned = address.startsWith("https:") ? `-fsSk --pinnedpubkey '${pin}'` : "-fsS";
  const script = "$env:TEMP\\muster-install.ps1";
  return {
    sh: `curl ${pinned} ${address}/install.sh | MUSTER_CODE=${code} sh`,
    powershell:
      `curl.exe ${pinned} ${address}/install.ps1 -o "${script}"; $env:MUSTER_CODE='${code}'; ` +
      `powershell -ExecutionPolicy Bypass -File "${script}"`,
  };
};

/** The address that other machines dial; the fragment pins the hub's certificate from the first byte on. */
const pinnedAddress = ({ address }: Place, fingerprint: string): string =>
  address.startsWith("https:") ? `${address}#${fingerprint.replaceAll(":", "").toLowerCase()}` : address;

/** What to run on a machine that joins. */
export const joinCommandOf = (place: Place, fingerprint: string, code: string): string =>
  `muster join ${pinnedAddress(place, fingerprint)} --code ${code}`;

/** What to run where a command line is to act for a person. */
export const signInCommandOf = (place: Place, fingerprint: string): string =>
  `muster sign-in ${pinnedAddress(place, fingerprint)}`;
