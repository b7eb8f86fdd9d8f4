import { openDoor } from "../../e2e/fixtures/door.ts";

export const SESSIONS = 50;

/** Opens sessions on the hub of this data folder, each with some messages; the last one is returned. */
export const fillSessions = async (hub: { url: string; home: string }, messages = 10): Promise<string> => {
  const door = await openDoor(hub);
  let last = "";
  for (let number = 1; number <= SESSIONS; number += 1) {
    last = await door.session(`Task ${number}`);
    for (let step = 1; step <= messages; step += 1) await door.post(last, `Step ${step} of task ${number} is done.`);
  }
  return last;
};
