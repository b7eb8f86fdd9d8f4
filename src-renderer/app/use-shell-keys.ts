import { focusCompose } from "../features/compose/focus.ts";
import { useKey } from "../features/keys/use-key.ts";
import { hubStore, openSettings, selectSession } from "../state/hub.ts";
import { layoutStore, openKeys, openPalette } from "../state/layout.ts";

const isPaletteOpen = () => layoutStore.getState().isPaletteOpen;

const escape = () => {
  if (layoutStore.getState().areFactsOpen) layoutStore.setState({ areFactsOpen: false });
  else if (hubStore.getState().page !== "sessions") selectSession(null);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

const togglePalette = () => {
  if (isPaletteOpen()) layoutStore.setState({ isPaletteOpen: false });
  else openPalette();
};

// Nothing opens over a dialog that asks something.
const isFree = () => isPaletteOpen() || document.querySelector('[role="dialog"]') === null;

const isInSession = () => hubStore.getState().page === "sessions" && hubStore.getState().selectedId !== null;

/** The keys that go everywhere. */
export const useShellKeys = (): void => {
  useKey("mod+k", "Search and commands", togglePalette, { when: isFree });
  useKey("?", "List of keys", openKeys);
  useKey("mod+,", "Settings", () => openSettings(), { when: isFree });
  useKey("escape", "Close what is open", escape);
  useKey("r", "Reply", focusCompose, { group: "Discussion", when: isInSession });
  useKey("/", "Filter the list", () => document.querySelector<HTMLElement>("[data-filter]")?.focus(), {
    group: "List",
    when: () => document.querySelector("[data-filter]") !== null,
  });
};
