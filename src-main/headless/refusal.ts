import { isLoopback } from "../platform/addresses.ts";
import { describeHolder, findPortHolder } from "../platform/port-holder.ts";

type ListenError = NodeJS.ErrnoException & { port?: number; address?: string };

const portWords = async ({ port = 0, address = "" }: ListenError): Promise<string> => {
  const isEverywhere = address === "" || address === "::" || address === "0.0.0.0" || isLoopback(address);
  const holder = await findPortHolder(port, isEverywhere ? "127.0.0.1" : address);
  const next = port < 65_535 ? port + 1 : 4680;
  return `Port ${port} is taken by ${describeHolder(holder)}. Choose another: npm start -- --port ${next}`;
};

/** Whether it was thrown with words for a person, or is what the system says to a wrong port; anything else is a surprise. */
export const isExpected = (error: unknown): boolean =>
  error instanceof Error && (error.constructor === Error || error.constructor.name === "HubError");

/** Why the hub did not start, in words for the person who started it. */
export const refusalWords = async (error: unknown): Promise<string> => {
  const known = error as ListenError;
  if (known.syscall === "listen" || known.syscall === "getaddrinfo") {
    if (known.code === "EADDRINUSE") return portWords(known);
    if (known.code === "EACCES") return `Port ${known.port} may not be opened by this user. Choose one above 1023.`;
    return `${known.address ?? "The host"} is not an address of this computer that can be listened on (${known.code}).`;
  }
  return error instanceof Error ? error.message : String(error);
};
