import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { attempt } from "../../state/attempt.ts";
import { changeDesktop, isDesktop, useDesktop } from "../../state/desktop.ts";
import { hubStore, selectSession } from "../../state/hub.ts";

const KEY = "muster.welcome";
type Kept = "begun" | "over";

// A browser may refuse storage; then the first steps come again with the next reload of a hub without sessions.
const read = (): Kept | null => {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "begun" || kept === "over" ? kept : null;
  } catch {
    return null;
  }
};
const write = (kept: Kept) => {
  try {
    localStorage.setItem(KEY, kept);
  } catch {
    // Said above.
  }
};

/** `isOn` counts in browsers; `isAskedFor` is for as long as the page lives. */
const welcomeStore = createStore<{ isOn: boolean; isAskedFor: boolean }>()(() => ({ isOn: false, isAskedFor: false }));

/** In a browser: for an owner whose hub has no session yet, until they are through. In the desktop app it keeps that itself. */
const decide = () => {
  const { person, sessions } = hubStore.getState();
  if (person?.role !== "owner") return;
  const kept = read();
  const isOn = kept === "begun" || (kept === null && Object.keys(sessions).length === 0);
  if (kept === null) write(isOn ? "begun" : "over");
  welcomeStore.setState({ isOn });
};

/** Looks, once the hub was read, whether the first steps are to be shown; returns the way to stop. */
export const startWelcome = (): (() => void) => {
  if (isDesktop()) return () => {};
  if (hubStore.getState().phase === "ready") decide();
  return hubStore.subscribe((state, before) => {
    if (state.phase === "ready" && before.phase !== "ready") decide();
    if (state.phase === "signed-out") welcomeStore.setState({ isOn: false, isAskedFor: false });
  });
};

/** Whether the first steps are to be shown; `isOnlyAskedFor` leaves out those that come by themselves. */
export const useWelcome = ({ isOnlyAskedFor = false } = {}): boolean => {
  const { isOn, isAskedFor } = useStore(welcomeStore);
  const desktop = useDesktop();
  if (isOnlyAskedFor) return isAskedFor;
  return isAskedFor || (desktop ? !desktop.isWelcomed : isOn);
};

/** Shows the first steps once more, since somebody wants them. */
export const showWelcome = (): void => {
  welcomeStore.setState({ isAskedFor: true });
  selectSession(null);
};

/** Done or skipped: they never come again by themselves. */
export const endWelcome = async (): Promise<void> => {
  welcomeStore.setState({ isAskedFor: false });
  if (isDesktop()) {
    await attempt("Could not end the first steps", () => changeDesktop({ isWelcomed: true }));
    return;
  }
  write("over");
  welcomeStore.setState({ isOn: false });
};
