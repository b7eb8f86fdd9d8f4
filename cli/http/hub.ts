import { type Client, createClient } from "#client/client.ts";
import { urlOf } from "../config/address.ts";
import { findTarget, type Target } from "../config/target.ts";
import type { World } from "../world.ts";
import { createTransport } from "./transport.ts";

/** The way to this user's hub. */
export interface Hub {
  readonly target: Target;
  readonly url: string;
  readonly client: Client;
  /** A client whose calls may wait for so long before the hub answers. */
  waiting(seconds: number): Client;
}

/** Finds the hub of this user; nothing is sent yet. Throws `Failure` when this machine has not joined one. */
export const findHub = (world: World): Hub => {
  const target = findTarget(world);
  const { address, key } = target;
  return {
    target,
    url: urlOf(address),
    client: createClient(createTransport(address, { key })),
    waiting: (seconds) => createClient(createTransport(address, { key, answerMilliseconds: seconds * 1000 + 20_000 })),
  };
};
