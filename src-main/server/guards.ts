import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { HubError } from "../core/errors.ts";
import type { ServerContext } from "./context.ts";

type RawRequest = Pick<FastifyRequest, "headers" | "raw" | "ip" | "method">;

export const isEncrypted = (request: Pick<FastifyRequest, "raw">): boolean =>
  "encrypted" in request.raw.socket && request.raw.socket.encrypted === true;

/** Refuses plain HTTP from another computer, unless the owner allowed it; the people's door never allows it. */
export const refusePlainFromAfar = (context: ServerContext, request: RawRequest, isPeoplesDoor: boolean): void => {
  if (isEncrypted(request) || context.isLoopback(request.ip)) return;
  if (!isPeoplesDoor && context.core.settings.current().plainHttpOnLan) return;
  throw new HubError("tls-required", `Use https: this hub speaks plain HTTP only to its own computer.`);
};

const hostNameOf = (host: string): string => {
  if (host.startsWith("[")) return host.slice(1, host.indexOf("]"));
  return host.split(":", 1)[0] ?? "";
};

/** A name that another site can point at this hub is refused (DNS rebinding); addresses can't be pointed. */
export const refuseStrangeHost = (context: ServerContext, request: RawRequest): void => {
  const name = hostNameOf(request.headers.host ?? "").toLowerCase();
  const isOwn = isIP(name) !== 0 || name === "localhost" || context.hostNames.has(name);
  const { allowedHosts } = context.core.settings.current();
  if (isOwn || allowedHosts.some((allowed) => allowed.toLowerCase() === name)) return;
  throw new HubError(
    "forbidden",
    "This is not a name of this hub. Use its address, or allow the name in the settings.",
  );
};

/** Whether the request comes from a page that this hub served. */
export const isOwnOrigin = (request: RawRequest): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined) return false;
  return origin === `${isEncrypted(request) ? "https" : "http"}://${host}`;
};

export const bearerOf = (request: RawRequest): string | undefined => {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  return /^bearer +(\S+)\s*$/i.exec(header)?.[1];
};
