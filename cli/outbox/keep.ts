import type { PostMessageAnswer } from "#contract/message.ts";
import { type Exit, exits } from "../exits.ts";
import type { Hub } from "../http/hub.ts";
import { explain } from "../output/explain.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";
import { tell } from "./contact.ts";
import { canWait, type Delivery } from "./entry.ts";
import { flush } from "./flush.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { letGo, toKeep } from "./with-files.ts";

interface Post {
  hub: Hub;
  delivery: Delivery;
  json: boolean;
}

const outboxOf = (world: World, { hub }: Post): Outbox => openOutbox(hub.target.folder, world.now);

const sayKept = async (world: World, post: Post, why: string): Promise<Exit> => {
  const outbox = outboxOf(world, post);
  const count = outbox.names().length;
  await note(world, `${why}. The message is kept and will be sent later (${count} waiting in ${outbox.folder})`);
  if (post.json) await world.stdout.write(`${JSON.stringify({ kept: true, waiting: count })}\n`);
  return exits.done;
};

/** Puts a message, and copies of its files, behind those that wait; gives its name. */
const addWhole = async (world: World, post: Post): Promise<string> => {
  const { hub } = post;
  const delivery = await toKeep(hub, post.delivery, world.now());
  try {
    return outboxOf(world, post).add(delivery, hub.target.identity);
  } catch (error) {
    await letGo(hub, delivery);
    throw error;
  }
};

/** Keeps a message that could not be delivered, and says so. */
export const keep = async (world: World, post: Post & { error: unknown }): Promise<Exit> => {
  await addWhole(world, post);
  return sayKept(world, post, explain(post.error, post.hub.url).words);
};

/** Puts a message behind those that wait and sends them all, in order. Gives the hub's answer, or the exit code. */
export const postBehind = async (world: World, post: Post): Promise<PostMessageAnswer | Exit> => {
  const { hub, delivery } = post;
  const outbox = outboxOf(world, post);
  const name = await addWhole(world, post);
  const flushed = await flush(hub, outbox, world, 5000);
  await tell(world, flushed, name);
  const answer = flushed.sent.get(name);
  if (answer) return answer;
  const refused = flushed.failed.get(name);
  if (refused) throw refused.error;
  if (flushed.isBusy) return sayKept(world, post, "Other messages are being sent just now");
  if (flushed.stopped === undefined) return exits.done; // Another process sent it.
  if (canWait(flushed.stopped)) return sayKept(world, post, explain(flushed.stopped, hub.url).words);
  await letGo(hub, delivery);
  outbox.remove(name); // The caller is told that it was not posted.
  throw flushed.stopped;
};
