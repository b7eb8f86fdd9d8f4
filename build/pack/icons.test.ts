import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../root.mjs";
import { checkIcons, readIcns, readIco, readPng } from "./icons.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-icons-"));
  cpSync(inRoot("build/icons"), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const change = (name: string, edit: (bytes: Buffer) => Buffer) => writeFileSync(at(name), edit(readFileSync(at(name))));

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** A PNG of one colour. */
const png = (width: number, height: number, alpha = 255, colours = 6): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, colours], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, Buffer.from([0, 0, 0, alpha]))]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
};

test("the icons that are kept are there in all sizes, and whole", () => {
  expect(checkIcons()).toEqual([]);
});

describe("a picture", () => {
  test("that is whole has its side", () => {
    expect(readPng(png(32, 32))).toEqual({ side: 32 });
  });

  test.each([
    ["cut off", png(8, 8).subarray(0, 40), /cut off/],
    ["of another kind", Buffer.from("GIF89a"), /no PNG/],
    ["not square", png(8, 9), /not square/],
    ["empty all over", png(8, 8, 0), /shows nothing/],
    ["without transparency", png(8, 8, 255, 2), /RGBA/],
  ])("that is %s is refused", (_, bytes, why) => {
    expect(() => readPng(bytes)).toThrow(why);
  });

  test("with one byte changed is refused", () => {
    const bytes = png(8, 8);
    bytes[45] = (bytes[45] ?? 0) ^ 1;
    expect(() => readPng(bytes)).toThrow(/damaged/);
  });
});

test("a size that is missing, or has another name, is told", () => {
  rmSync(at("linux/48x48.png"));
  writeFileSync(at("linux/64x64.png"), png(63, 63));
  expect(checkIcons(folder)).toEqual([
    expect.stringMatching(/48x48\.png .*no such file/),
    expect.stringMatching(/64x64\.png is 63 pixels wide/),
  ]);
});

test("what an .ico says of its pictures has to be so", () => {
  change("icon.ico", (bytes) => {
    bytes.writeUInt8(17, 6);
    return bytes;
  });
  expect(checkIcons(folder)).toEqual([expect.stringMatching(/icon\.ico says 17 pixels of a picture of 16/)]);
  expect(() => readIco(png(8, 8))).toThrow(/no \.ico/);
});

test("an .icns that lost a kind, or its end, is told", () => {
  change("icon.icns", (bytes) => {
    bytes.write("ic99", bytes.indexOf("ic10"), "latin1");
    return bytes;
  });
  expect(checkIcons(folder)).toEqual([expect.stringMatching(/icon\.icns has no ic10/)]);
  expect(() => readIcns(readFileSync(at("icon.icns")).subarray(0, 1000))).toThrow(/no whole/);
});

test("a tray picture for a finer screen has to be as much larger", () => {
  writeFileSync(at("tray/mac/normalTemplate@2x.png"), png(20, 20));
  expect(checkIcons(folder)).toEqual([expect.stringMatching(/normalTemplate@2x\.png is not 32 pixels wide/)]);
});
