import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

// In units that stay the same when the scale of a screen changes, as Electron counts everywhere.
const Area = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
});
type Area = z.infer<typeof Area>;
const Place = Area.extend({ isMaximized: z.boolean().catch(false), isFullScreen: z.boolean().catch(false) });
export type Place = z.infer<typeof Place>;

/** Where the window stood when it was last closed. */
export interface WindowPlace {
  read(): Partial<Area> & { width: number; height: number; isMaximized: boolean; isFullScreen: boolean };
  write(place: Place): void;
}

export const smallestWindow = { width: 360, height: 480 };
const firstPlace = { width: 1240, height: 800, isMaximized: false, isFullScreen: false };

const overlap = (from: number, length: number, otherFrom: number, otherLength: number) =>
  Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom));

const shared = (a: Area, b: Area) => overlap(a.x, a.width, b.x, b.width) * overlap(a.y, a.height, b.y, b.height);

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** Wholly on the screen that most of it is on; null when it is on none. */
const onScreen = (area: Area, screens: readonly Area[]): Area | null => {
  const [screen] = screens.toSorted((a, b) => shared(area, b) - shared(area, a));
  if (!screen || shared(area, screen) === 0) return null;
  const width = Math.max(smallestWindow.width, Math.min(area.width, screen.width));
  const height = Math.max(smallestWindow.height, Math.min(area.height, screen.height));
  return {
    x: within(area.x, screen.x, Math.max(screen.x, screen.x + screen.width - width)),
    y: within(area.y, screen.y, Math.max(screen.y, screen.y + screen.height - height)),
    width,
    height,
  };
};

/** Keeps the place in `file`. Of a place on a screen that is gone, the size is kept. `screens` gives what windows may use of each. */
export const createWindowPlace = (file: string, screens: () => Area[]): WindowPlace => ({
  read: () => {
    let kept: Place;
    try {
      kept = Place.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return firstPlace;
    }
    const all = screens();
    const { isMaximized, isFullScreen } = kept;
    const area = onScreen(kept, all) ?? {
      width: Math.min(kept.width, all[0]?.width ?? firstPlace.width),
      height: Math.min(kept.height, all[0]?.height ?? firstPlace.height),
    };
    return { ...area, isMaximized, isFullScreen };
  },
  write: (place) => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, JSON.stringify(Place.parse(place)));
    } catch {
      // A full disk costs the window's place, nothing else.
    }
  },
});
