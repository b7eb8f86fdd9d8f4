import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../platform/temp-folder.ts";
import { createWindowPlace } from "./window-place.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1000 };
const normal = { isMaximized: false, isFullScreen: false };
const first = { width: 1240, height: 800, ...normal };
const kept = (place: object, screens = [screen]) => {
  const file = join(tempFolder(), "window", "window.json");
  const placed = createWindowPlace(file, () => screens);
  placed.write({ x: 0, y: 0, width: 1000, height: 700, ...normal, ...place });
  return placed.read();
};

test("a window stands where it stood when it was closed, maximised or full as it was", () => {
  expect(kept({ x: 40, y: 50 })).toEqual({ x: 40, y: 50, width: 1000, height: 700, ...normal });
  expect(kept({ x: 2000, isMaximized: true }, [screen, second])).toMatchObject({ x: 2000, isMaximized: true });
  expect(kept({ isFullScreen: true })).toMatchObject({ isFullScreen: true });
});

test.each([
  ["to the right", { x: 1800, y: 50 }, { x: 920, y: 50 }],
  ["above", { x: 40, y: -600 }, { x: 40, y: 0 }],
  ["below", { x: 40, y: 1000 }, { x: 40, y: 340 }],
])("one that lies partly off the screen, %s, is pulled onto it", (_where, place, expected) => {
  expect(kept(place)).toMatchObject({ ...expected, width: 1000, height: 700 });
});

test("on a screen that became smaller it is made to fit, down to the least that the page needs", () => {
  const small = { x: 0, y: 25, width: 800, height: 600 };
  expect(kept({ x: 100, y: 100, width: 1600, height: 900 }, [small])).toMatchObject(small);
  expect(kept({ x: 0, y: 0 }, [{ x: 0, y: 0, width: 300, height: 300 }])).toMatchObject({
    x: 0,
    y: 0,
    width: 360,
    height: 480,
  });
});

test("of a place on a screen that is gone only the size is kept, no larger than the screen that is there", () => {
  expect(kept({ x: 2400, y: 50 })).toEqual({ width: 1000, height: 700, ...normal });
  expect(kept({ x: 5000, y: 0, width: 3000, height: 2000 })).toEqual({ width: 1920, height: 1040, ...normal });
});

test("without a file, or with a damaged one, a window has its first size", () => {
  const file = join(tempFolder(), "window.json");
  const place = createWindowPlace(file, () => [screen]);
  expect(place.read()).toEqual(first);
  for (const damaged of ["{", JSON.stringify({ x: 0, y: 0, width: "wide", height: 700 })]) {
    writeFileSync(file, damaged);
    expect(place.read()).toEqual(first);
  }
});
