import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const Place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(360),
  height: z.number().int().min(480),
});
type Place = z.infer<typeof Place>;
type Area = Pick<Place, "x" | "y" | "width" | "height">;

/** Where the window stood when it was last closed. */
export interface WindowPlace {
  read(): Partial<Place>;
  write(place: Area): void;
}

const firstPlace = { width: 1240, height: 800 };

const overlaps = (a: Area, b: Area) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Keeps the place in `file`. A place on a screen that is gone is forgotten, its size kept. */
export const createWindowPlace = (file: string, screens: () => Area[]): WindowPlace => ({
  read: () => {
    let kept: Place;
    try {
      kept = Place.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return firstPlace;
    }
    return screens().some((screen) => overlaps(kept, screen)) ? kept : { width: kept.width, height: kept.height };
  },
  write: ({ x, y, width, height }) => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, JSON.stringify({ x, y, width, height }));
    } catch {
      // A full disk costs the window's place, nothing else.
    }
  },
});
