import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Bridge } from "#contract/bridge.ts";
import type { DesktopChange, DesktopState } from "#contract/desktop.ts";

declare global {
  interface Window {
    /** The desktop app's native acts; not there in a browser. */
    muster?: Bridge;
  }
}

export const isDesktop = (): boolean => window.muster !== undefined;

interface Heard {
  /** What the desktop app says of itself; null in a browser, and until it was heard. */
  desktop: DesktopState | null;
  /** Whether it may still come. */
  isAwaited: boolean;
}
const desktopStore = createStore<Heard>()(() => ({ desktop: null, isAwaited: isDesktop() }));

const take = (desktop: DesktopState): void => desktopStore.setState({ desktop, isAwaited: false });

export const useDesktop = (): DesktopState | null => useStore(desktopStore, ({ desktop }) => desktop);

/** Whether it is not known yet what the desktop app says of itself. */
export const useDesktopAwaited = (): boolean => useStore(desktopStore, ({ isAwaited }) => isAwaited);

const ofDesktop = (): Bridge => {
  if (!window.muster) throw new Error("This page is not in the desktop app");
  return window.muster;
};

// Each of these throws what the app said, in words.
export const changeDesktop = async (change: DesktopChange): Promise<void> =>
  take(await ofDesktop().changeDesktop(change));
export const checkForUpdates = async (): Promise<void> => take(await ofDesktop().checkForUpdates());
export const installUpdate = (): Promise<void> => ofDesktop().installUpdate();
/** Puts the command line on the person's PATH, or takes it off again. */
export const putOnPath = async (isOn: boolean): Promise<void> => take(await ofDesktop().putOnPath(isOn));
export const readLicences = (): Promise<string> => ofDesktop().licences();

/** Keeps what the desktop app says of itself; returns the way to stop. */
export const startDesktop = (): (() => void) => {
  const { muster } = window;
  if (!muster) return () => {};
  // An app that can't tell leaves the page as it is in a browser.
  muster.desktop().then(take, () => desktopStore.setState({ isAwaited: false }));
  return muster.on("desktopChanged", take);
};
