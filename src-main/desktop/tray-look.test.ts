import { readFileSync } from "node:fs";
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

const sideOf = (path: string) => {
  const bytes = readFileSync(path);
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(bytes.readUInt32BE(16)).toBe(bytes.readUInt32BE(20));
  return bytes.readUInt32BE(16);
};
const sizesOf = (path: string, scales = ["2"]) => [
  sideOf(path),
  ...scales.map((scale) => sideOf(path.replace(".png", `@${scale}x.png`))),
];

test.each(looks)("the picture of the look %s is there for each system, in all its sizes", (look) => {
  const mac = join(icons, imageOf(look, "darwin"));
  expect(mac).toMatch(/Template\.png$/);
  expect(sizesOf(mac)).toEqual([16, 32]);
  expect(sizesOf(join(icons, imageOf(look, "linux")))).toEqual([22, 44]);
  const ico = readFileSync(join(icons, imageOf(look, "win32")));
  const sides = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico[6 + 16 * index]);
  expect(sides).toEqual([16, 20, 24, 32, 40, 48]);
});

test.each(["1", "2", "3", "4", "5", "6", "7", "8", "9", "more"])(
  "the number %s for the taskbar is there for each scale of Windows",
  (name) => {
    expect(sizesOf(join(icons, `tray/overlay/${name}.png`), ["1.25", "1.5", "2"])).toEqual([16, 20, 24, 32]);
  },
);
