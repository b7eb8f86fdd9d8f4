import { type Client, createClient } from "#client/client.ts";
import type { Target } from "../config/target.ts";
import { createTransport } from "../http/transport.ts";

const connectMilliseconds = 300;
const answerMilliseconds = 1500;

/** The hub as a hook reaches it: it gives up soon, since the agent waits. */
export interface Door {
  readonly client: Client;
  /** A client whose calls may wait for so long before the hub answers. */
  waiting(seconds: number): Client;
}

export const openDoor = ({ address, key }: Target): Door => {
  const client = (milliseconds: number) =>
    createClient(createTransport(address, { key, connectMilliseconds, answerMilliseconds: milliseconds }));
  return { client: client(answerMilliseconds), waiting: (seconds) => client(seconds * 1000 + 20_000) };
};
