import type { AckRequest } from "#contract/reply.ts";
import { isProblem } from "../errors.ts";
import type { Hub } from "../http/hub.ts";
import { canWait, type Delivery, deliver } from "../outbox/entry.ts";
import { newKey } from "../outbox/key.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";

/**
 * Tells the hub what became of replies. What it can't hear now is kept and it hears at the next contact; throws when it refuses
 * the key.
 */
export const sayTaken = async (world: World, hub: Hub, session: string, body: AckRequest): Promise<void> => {
  if (body.ids.length === 0) return;
  const delivery: Delivery = { call: "ackReplies", session, key: newKey(world.random), body };
  try {
    await deliver(hub.client, delivery);
  } catch (error) {
    const { words } = explain(error, hub.url);
    if (canWait(error)) {
      openOutbox(hub.target.folder, world.now).add(delivery, hub.target.identity);
      await note(world, `${words}. The acknowledgement is kept and will be sent later`);
    } else if (isProblem(error) && error.code !== "unauthorized") {
      await note(world, `the reply could not be acknowledged. ${words}`);
    } else throw error;
  }
};
