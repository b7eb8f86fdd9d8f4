import { createPlaces } from "./places/places.ts";

export type { Place } from "./places/places.ts";

// Not the session's storage: that one ends with the window, and a window of the desktop app is closed to be opened again.
const places = createPlaces({
  shelf: localStorage,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

addEventListener("pagehide", places.flush);
document.addEventListener("visibilitychange", places.flush);

export const { get: placeIn, set: keepPlace } = places;

let isFresh = true;

/** Whether nothing was opened since the page was loaded; true only the first time it is asked. */
export const isFirstOpening = (): boolean => {
  const was = isFresh;
  isFresh = false;
  return was;
};

interface ListPlace {
  offset: number;
  selectedId: string | null;
}
const LIST_KEY = "muster.list";

/** How far the list was scrolled, and with which session chosen; null when that is not known. */
export const listPlace = (): ListPlace | null => {
  try {
    const { offset, selectedId } = JSON.parse(localStorage.getItem(LIST_KEY) ?? "{}") as Partial<ListPlace>;
    return Number.isFinite(offset) ? { offset: Number(offset), selectedId: selectedId ?? null } : null;
  } catch {
    return null;
  }
};

export const keepListPlace = (place: ListPlace): void => {
  try {
    localStorage.setItem(LIST_KEY, JSON.stringify(place));
  } catch {
    // Full or forbidden: the list begins at its top.
  }
};
