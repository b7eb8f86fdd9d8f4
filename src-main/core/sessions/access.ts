import { HubError } from "../errors.ts";
import type { SessionRecord } from "../records.ts";
import type { ReadTx } from "../store.ts";

const missing = () => new HubError("not-found", "There is no session with this id here.");

/** The session, if it is this machine's. Another machine's is as good as none: nothing is revealed. */
export const sessionOfMachine = async (tx: ReadTx, machineId: string, id: string): Promise<SessionRecord> => {
  const session = await tx.sessions.byId(id);
  if (session === undefined || session.machineId !== machineId) throw missing();
  return session;
};
