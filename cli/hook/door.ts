import { type Client, createClient, type Transport } from "#client/client.ts";
import { hostOf } from "../config/address.ts";
import type { Target } from "../config/target.ts";
import { exchange } from "../http/exchange.ts";
import { openTo } from "../http/transport.ts";

const connectMilliseconds = 300;
const answerMilliseconds = 1500;

/** The hub as a hook reaches it: it gives up soon, since the agent waits. */
export interface Door {
  readonly client: Client;
  /** A client whose calls may wait for so long before the hub answers. */
  waiting(seconds: number): Client;
}

export const openDoor = ({ address, key }: Target): Door => {
  const transport =
    (milliseconds: number): Transport =>
    async (request) => {
      const socket = await openTo(address, { connectMilliseconds }, request.signal);
      const headers = { ...request.headers, authorization: `Bearer ${key}` };
      const options = { host: hostOf(address), answerMilliseconds: milliseconds };
      return exchange(socket, { ...request, headers }, options);
    };
  return {
    client: createClient(transport(answerMilliseconds)),
    waiting: (seconds) => createClient(transport(seconds * 1000 + 20_000)),
  };
};
