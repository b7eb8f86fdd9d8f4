import { request } from "node:http";
import type { Socket } from "node:net";
import { type Address, hostOf } from "../config/address.ts";
import { openTo } from "../http/transport.ts";

const patienceMilliseconds = 5000;

const dateOver = (socket: Socket, address: Address): Promise<number> =>
  new Promise((resolve, reject) => {
    const host = hostOf(address);
    const options = { createConnection: () => socket, path: "/v1/health", headers: { host } };
    const asked = request({ ...options, timeout: patienceMilliseconds }, (answer) => {
      answer.resume();
      resolve(Date.parse(answer.headers.date ?? ""));
    });
    asked.on("error", reject).on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.end();
  });

/** How far this clock is ahead of the hub's, in milliseconds; the hub says only whole seconds. NaN when it does not say. */
export const clockSkew = async (address: Address, now: () => number): Promise<number> => {
  const socket = await openTo(address);
  try {
    const asked = now();
    const date = await dateOver(socket, address);
    const between = (asked + now()) / 2;
    // The hub's second may have just begun or be nearly over.
    return Math.abs(between - date - 500) <= 1000 ? 0 : Math.round(between - date - 500);
  } finally {
    socket.destroy();
  }
};
