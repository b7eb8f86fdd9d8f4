import type { ActRequest } from "#contract/act.ts";
import { openOutbox } from "../outbox/outbox.ts";
import type { Call } from "./call.ts";
import { startFlusher } from "./flusher.ts";

/** Keeps an act for later, and has a process of its own send what waits. */
export const keepAct = async ({ target, world }: Call, body: ActRequest, key: string): Promise<void> => {
  openOutbox(target.folder, world.now).add({ call: "act", key, body }, target.identity);
  await startFlusher(target.folder, world.program, world.env);
};
