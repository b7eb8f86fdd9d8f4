import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type Theme = "dark" | "light" | "system";

/** How this person wants the screen on this computer: the one thing that the screen keeps by itself. */
export interface Look {
  theme: Theme;
  /** Keys without ⌘ or Ctrl, such as J and K. */
  singleKeys: boolean;
}

const KEY = "muster.look";
const defaults: Look = { theme: "system", singleKeys: true };
const themes: readonly unknown[] = ["dark", "light", "system"];

/** Reads what was kept; whatever can't be understood is the default. */
export const parseLook = (text: string | null): Look => {
  try {
    const kept = (JSON.parse(text ?? "{}") ?? {}) as Partial<Record<keyof Look, unknown>>;
    return {
      theme: themes.includes(kept.theme) ? (kept.theme as Theme) : defaults.theme,
      singleKeys: typeof kept.singleKeys === "boolean" ? kept.singleKeys : defaults.singleKeys,
    };
  } catch {
    return defaults;
  }
};

// A browser may refuse storage to a page; then the look lasts as long as the page.
const read = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};
const write = (look: Look) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Said above.
  }
};

export const lookStore = createStore<Look>()(() => parseLook(typeof localStorage === "undefined" ? null : read()));

export const useLook = <T>(selector: (look: Look) => T): T => useStore(lookStore, selector);

export const changeLook = (change: Partial<Look>): void => {
  lookStore.setState(change);
  write(lookStore.getState());
};

const onStorage = (event: StorageEvent) => {
  if (event.key === KEY) lookStore.setState(parseLook(event.newValue));
};

/** Takes over what another tab of this browser keeps; returns the way to stop. */
export const followLook = (): (() => void) => {
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
};
