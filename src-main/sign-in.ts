import { join } from "node:path";
import { signInPath } from "#contract/endpoints.ts";
import { addTicket } from "./core/people/tickets.ts";
import { runningHub } from "./platform/lock.ts";
import { openStore } from "./store/open.ts";

/**
 * A fresh one-time sign-in link for the hub that runs on this data folder. Whoever can write there owns the hub, so
 * this needs no key. Throws with words when no hub runs.
 */
export const makeSignInLink = async (home: string): Promise<string> => {
  const running = await runningHub(home);
  if (!running?.url) throw new Error(`No hub runs on ${home}. Start one with: npm start`);
  const store = await openStore({ file: join(home, "muster.db"), clock: Date.now });
  try {
    const owner = await store.read.people.owner();
    if (owner === undefined) throw new Error("The hub has no owner yet. Start it once with: npm start");
    return `${running.url}${signInPath}?ticket=${await addTicket(store, Date.now, owner.id)}`;
  } finally {
    await store.close();
  }
};
