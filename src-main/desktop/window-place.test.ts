import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWindowPlace } from "./window-place.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-place-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const placeOn = (...screens: (typeof screen)[]) => createWindowPlace(join(folder, "sub", "window.json"), () => screens);

test("the window opens where it was closed", () => {
  placeOn(screen).write({ x: 50, y: 60, width: 900, height: 700 });
  expect(placeOn(screen).read()).toEqual({ x: 50, y: 60, width: 900, height: 700 });
});

test("a place on a screen that is gone is forgotten, its size kept", () => {
  placeOn(screen).write({ x: 2500, y: 60, width: 900, height: 700 });
  expect(placeOn(screen).read()).toEqual({ width: 900, height: 700 });
});

test("an unreadable file gives the first place", () => {
  const file = join(folder, "window.json");
  writeFileSync(file, '{"x":"left"}');
  expect(createWindowPlace(file, () => [screen]).read()).toEqual({ width: 1240, height: 800 });
});
