import { useEffect } from "react";
import { useStore } from "zustand";
import { hubStore } from "../hub-store.ts";
import { onConnection, onResync } from "../stream.ts";
import { createRemote, type Read, type Remote } from "./remote.ts";

/**
 * A remote of this screen: read again when the hub is back or told that changes were missed, and whenever the person
 * may see more or less than before; forgotten with the sign-in.
 */
export const followRemote = <T>(read: () => Promise<T>): Remote<T> => {
  const remote = createRemote(read);
  onResync(remote.again);
  onConnection((connection) => connection === "live" && remote.again());
  hubStore.subscribe((state, before) => {
    if (state.phase === "signed-out" && before.phase !== "signed-out") remote.forget();
    else if (before.person && state.person && before.person.role !== state.person.role) {
      remote.forget();
      remote.again();
    }
  });
  return remote;
};

/** What the remote has; reads it when it comes into view. */
export const useRemote = <T>(remote: Remote<T>): Read<T> => {
  useEffect(() => remote.hold(), [remote]);
  return useStore(remote.store);
};
