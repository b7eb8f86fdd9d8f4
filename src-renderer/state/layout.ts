import { useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** What is folded open right now; nothing of it is kept. */
interface Layout {
  /** The facts column, where it doesn't fit beside the discussion. */
  areFactsOpen: boolean;
  isPaletteOpen: boolean;
  areKeysOpen: boolean;
  isJoinOpen: boolean;
  isAboutOpen: boolean;
  /** The section that the settings are to show, by its id; null once it was shown. */
  settingsSection: string | null;
}

export const layoutStore = createStore<Layout>()(() => ({
  areFactsOpen: false,
  isPaletteOpen: false,
  areKeysOpen: false,
  isJoinOpen: false,
  isAboutOpen: false,
  settingsSection: null,
}));

export const useLayout = <T>(selector: (layout: Layout) => T): T => useStore(layoutStore, selector);

export const openPalette = (): void => layoutStore.setState({ isPaletteOpen: true });
export const openKeys = (): void => layoutStore.setState({ areKeysOpen: true });
export const openJoin = (): void => layoutStore.setState({ isJoinOpen: true });
export const openAbout = (): void => layoutStore.setState({ isAboutOpen: true });

/** Folds away what lies over the page: who comes from outside must see where they went. */
export const closeLayers = (): void =>
  layoutStore.setState({ isPaletteOpen: false, areKeysOpen: false, isJoinOpen: false, isAboutOpen: false });

/** Whether a media query holds now; draws again when that changes. */
const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );

/** One column with a back button. */
export const usePhone = (): boolean => useMedia("(max-width: 719.98px)");
/** The facts fold away. */
export const useNarrow = (): boolean => useMedia("(max-width: 1099.98px)");
