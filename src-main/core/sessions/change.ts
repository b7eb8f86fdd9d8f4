import type { SessionChange } from "#contract/session.ts";
import { titleKey } from "#contract/title.ts";
import { signAt } from "../attention/habit.ts";
import { HubError } from "../errors.ts";
import type { SessionRecord } from "../records.ts";
import type { SessionPatch, WriteTx } from "../store.ts";

const refuseTakenTitle = async (tx: WriteTx, session: SessionRecord, key: string) => {
  const holder = await tx.sessions.byTitle(session.machineId, key);
  if (holder !== undefined && holder.id !== session.id) {
    throw new HubError("conflict", "Another session of this machine has this title. Choose another.");
  }
};

/** Applies a change of state, title and facts inside a transaction and returns the session as it is then. */
export const applyChange = async (
  tx: WriteTx,
  session: SessionRecord,
  change: SessionChange & { waitForMe?: boolean | null | undefined },
  at: { now: number; isAgent: boolean },
): Promise<SessionRecord> => {
  const { title, state, ...facts } = change;
  const patch: SessionPatch = { ...facts, updatedAt: at.now };
  if (at.isAgent) Object.assign(patch, signAt(session, at.now));
  if (title !== undefined) {
    const key = titleKey(title);
    await refuseTakenTitle(tx, session, key);
    patch.title = title;
    patch.titleKey = key;
  }
  if (state !== undefined && state !== session.state) {
    patch.state = state;
    patch.closedAt = state === "closed" ? at.now : null;
    // What it said of the state before is over.
    patch.stateNote = facts.stateNote ?? null;
  }
  await tx.sessions.update(session.id, patch);
  const changed = await tx.sessions.byId(session.id);
  if (changed === undefined) throw new Error("the session that was just changed is not there");
  return changed;
};
