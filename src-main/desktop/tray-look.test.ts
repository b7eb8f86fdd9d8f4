import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { imageOf, type Look, lookOf, titleOf, toolTipOf } from "./tray-look.ts";

const NOON = new Date(2026, 5, 15, 12).getTime();
const icons = join(import.meta.dirname, "../../build/icons");
const counts = (needs: number, working = 0) => ({ counts: { needs, working }, quiet: null });
const quiet = (by: "quiet-hours" | "do-not-disturb", needs = 0) => ({
  ...counts(needs),
  quiet: { until: NOON + 3_600_000, by },
});
const looks: Look[] = ["normal", "needs", "paused", "paused-needs"];

test("the icon has a dot while somebody needs the person, and a paused look while notifications are kept back", () => {
  expect(lookOf(counts(0, 4))).toBe("normal");
  expect(lookOf(counts(1))).toBe("needs");
  expect(lookOf(quiet("do-not-disturb"))).toBe("paused");
  expect(lookOf(quiet("quiet-hours", 2))).toBe("paused-needs");
});

test("the count stands beside the icon only when there is one", () => {
  expect(titleOf(counts(0))).toBe("");
  expect(titleOf(counts(12))).toBe("12");
});

const words = (now: Parameters<typeof toolTipOf>[0]) => toolTipOf(now, NOON, "en-GB");

test("the tool tip says who needs the person, who works, and why and until when it is quiet", () => {
  expect(words(counts(0))).toBe("Muster: Nobody needs you");
  expect(words(counts(1, 2))).toBe("Muster: 1 needs you · 2 working");
  expect(words(counts(3))).toBe("Muster: 3 need you");
  expect(words(quiet("do-not-disturb"))).toBe("Muster: Nobody needs you · paused until 13:00");
  expect(words(quiet("quiet-hours", 1))).toBe("Muster: 1 needs you · quiet hours until 13:00");
});

const sizeOfPng = (path: string) => {
  const bytes = readFileSync(path);
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test.each(looks)("the picture of the look %s is there for each system, in all its sizes", (look) => {
  const mac = join(icons, imageOf(look, "darwin", 1));
  expect(mac).toMatch(/Template\.png$/);
  expect(sizeOfPng(mac)).toEqual([16, 16]);
  expect(sizeOfPng(mac.replace(".png", "@2x.png"))).toEqual([32, 32]);
  const ico = readFileSync(join(icons, imageOf(look, "win32", 1)));
  const sides = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico[6 + 16 * index]);
  expect(sides).toEqual([16, 20, 24, 32, 40, 48]);
  for (const [scale, side] of [
    [1, 22],
    [1.05, 24],
    [1.25, 32],
    [1.5, 44],
    [2, 44],
    [2.15, 48],
    [2.5, 64],
    [4, 64],
  ] as const)
    expect(sizeOfPng(join(icons, imageOf(look, "linux", scale)))).toEqual([side, side]);
});

test.each(["1", "2", "3", "4", "5", "6", "7", "8", "9", "more"])(
  "the number %s for the taskbar is there for each scale of Windows",
  (name) => {
    expect(sizeOfPng(join(icons, `tray/overlay/${name}.png`))).toEqual([16, 16]);
    for (const scale of ["1.25", "1.5", "2"])
      expect(existsSync(join(icons, `tray/overlay/${name}@${scale}x.png`))).toBe(true);
  },
);
