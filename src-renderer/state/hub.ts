import { useStore } from "zustand";
import type { PersonSession } from "#contract/session.ts";
import { type HubState, hubStore } from "./hub-store.ts";

/** A piece of the hub's state; the selector must give the same object for the same state. */
export const useHub = <T>(selector: (state: HubState) => T): T => useStore(hubStore, selector);

/** One session, or null when there is none of this id. */
export const useSession = (id: string | null): PersonSession | null =>
  useHub((state) => (id === null ? null : (state.sessions[id] ?? null)));

export { changeSession, deleteSession, forgetAll, markRead, openPlace, openSettings, selectSession } from "./acts.ts";
export { type HubState, hubStore, type Phase } from "./hub-store.ts";
