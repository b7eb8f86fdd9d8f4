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
  /** Opens the connection of the first call already, while other things are done. */
  knock(): void;
}

export const openDoor = ({ address, key }: Target): Door => {
  let opened: ReturnType<typeof openTo> | undefined;
  const open = (signal?: AbortSignal) => openTo(address, { connectMilliseconds }, signal);
  const transport =
    (milliseconds: number): Transport =>
    async (request) => {
      const socket = opened ?? open(request.signal);
      opened = undefined;
      const headers = { ...request.headers, authorization: `Bearer ${key}` };
      const options = { host: hostOf(address), answerMilliseconds: milliseconds };
      return exchange(await socket, { ...request, headers }, options);
    };
  return {
    client: createClient(transport(answerMilliseconds)),
    waiting: (seconds) => createClient(transport(seconds * 1000 + 20_000)),
    knock() {
      opened = open();
      opened.catch(() => {}); // The first call meets the same error.
    },
  };
};
