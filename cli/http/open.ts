import { connect, type Socket } from "node:net";
import type { Address } from "../config/address.ts";
import { UnreachableError } from "#client/errors.ts";
import { asUnreachable } from "./exchange.ts";

/** Settles when the socket says that it is ready; throws `UnreachableError`. */
export const whenReady = (
  socket: Socket,
  event: "connect" | "secureConnect",
  { milliseconds, signal }: { milliseconds: number; signal?: AbortSignal | undefined },
): Promise<void> =>
  new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      socket.removeListener(event, ready).removeListener("error", fail).removeListener("close", closed);
      settle();
    };
    const refuse = (error: unknown) =>
      finish(() => {
        socket.on("error", () => {}).destroy();
        reject(error);
      });
    const ready = () => finish(resolve);
    const fail = (error: unknown) => refuse(asUnreachable(error));
    const closed = () => refuse(new UnreachableError("broken", "the connection ended at once"));
    const stop = () => refuse(signal?.reason);
    const timer = setTimeout(() => refuse(new UnreachableError("timeout", "no connection in time")), milliseconds);
    if (signal?.aborted) {
      stop();
      return;
    }
    signal?.addEventListener("abort", stop);
    socket.on(event, ready).on("error", fail).on("close", closed);
  });

/** Opens a plain connection. */
export const openPlain = async (address: Address, milliseconds: number, signal?: AbortSignal): Promise<Socket> => {
  const socket = connect({ host: address.host, port: address.port, noDelay: true });
  await whenReady(socket, "connect", { milliseconds, signal });
  return socket;
};
