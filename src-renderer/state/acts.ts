import type { z } from "zod";
import type { PersonSessionChange } from "#contract/session.ts";
import { api } from "./api.ts";
import { hubStore, signedOut } from "./hub-store.ts";
import { layoutStore } from "./layout.ts";
import { formatRoute, type Place } from "./route.ts";

type SentSessionChange = z.input<typeof PersonSessionChange>;

const go = (hash: string) => {
  if (location.hash !== hash) location.hash = hash;
};

/** Shows a session (at one of its messages), or none. The address changes, and the store with it. */
export const selectSession = (id: string | null, seq: number | null = null): void => {
  const hash = formatRoute({ page: "sessions", sessionId: id, seq });
  if (location.hash !== hash) go(hash);
  else if (seq !== null) {
    // The same message once more: whoever scrolled away since is brought back.
    hubStore.setState({ focusSeq: null });
    setTimeout(() => hubStore.setState({ focusSeq: seq }));
  }
};

/** Shows one of the pages beside the sessions. */
export const openPlace = (page: Place): void => go(formatRoute({ page, sessionId: null, seq: null }));

/** Shows the settings, at one of their sections. */
export const openSettings = (section: string | null = null): void => {
  layoutStore.setState({ settingsSection: section });
  openPlace("settings");
};

/** Shows the page for who isn't signed in, and nothing of what was read. */
export const forgetAll = (): void => hubStore.setState(signedOut(true));

/** Asks the hub to change a session; the stream brings the change. Throws what the client throws. */
export const changeSession = async (id: string, change: SentSessionChange): Promise<void> => {
  await api.call("changePersonSession", { params: { id }, body: change });
};

export const deleteSession = async (id: string): Promise<void> => {
  await api.call("deleteSession", { params: { id } });
};

interface Reading {
  wanted: number;
  isBusy: boolean;
}
const readings = new Map<string, Reading>();

/**
 * Moves the read marker up to a message. Many calls while one is on its way become one; a failed one is dropped, since
 * the marker stays where it was and the next look at the discussion moves it again.
 */
export const markRead = async (id: string, seq: number): Promise<void> => {
  const known = hubStore.getState().sessions[id];
  const reading = readings.get(id) ?? { wanted: 0, isBusy: false };
  if (seq <= reading.wanted || (known && seq <= known.readSeq)) return;
  reading.wanted = seq;
  readings.set(id, reading);
  if (reading.isBusy) return;
  reading.isBusy = true;
  try {
    for (let sent = 0; sent < reading.wanted; ) {
      sent = reading.wanted;
      await api.call("markRead", { params: { id }, body: { seq: sent } });
    }
  } catch {
    // Said above.
  } finally {
    readings.delete(id);
  }
};
