import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, inflateSync } from "node:zlib";
import { inRoot } from "../root.mjs";

/** Side in pixels of a square picture that was read whole. */
interface Picture {
  side: number;
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The chunks of a PNG file, their checksums compared: https://www.w3.org/TR/png-3/#5Chunk-layout. */
const chunksOf = (bytes: Buffer): { type: string; data: Buffer }[] => {
  if (!bytes.subarray(0, 8).equals(pngMark)) throw new Error("is no PNG");
  const chunks = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw new Error("is cut off");
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw new Error("is damaged");
    chunks.push({ type: bytes.toString("latin1", at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
};

/** Reads a PNG whole. Throws when it is damaged, not square, without transparency, or empty all over. */
export const readPng = (bytes: Buffer): Picture => {
  const chunks = chunksOf(bytes);
  const head = chunks[0]?.data;
  if (chunks[0]?.type !== "IHDR" || !head || chunks.at(-1)?.type !== "IEND") throw new Error("is cut off");
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, colours] = [head.readUInt8(8), head.readUInt8(9)];
  if (width !== height) throw new Error(`is ${width} by ${height}, not square`);
  // Eight bits each of red, green, blue and alpha: what every system reads.
  if (depth !== 8 || colours !== 6) throw new Error("is not RGBA with eight bits a channel");
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data)));
  const row = width * 4 + 1;
  if (data.length !== row * height) throw new Error("has not all of its rows");
  if (data.every((byte, at) => at % row === 0 || byte === 0)) throw new Error("shows nothing");
  return { side: width };
};

/** The pictures of an .ico file: https://learn.microsoft.com/windows/win32/menurc/newheader. */
export const readIco = (bytes: Buffer): Picture[] => {
  if (bytes.readUInt16LE(0) !== 0 || bytes.readUInt16LE(2) !== 1) throw new Error("is no .ico file");
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const said = bytes.readUInt8(at) || 256;
    const start = bytes.readUInt32LE(at + 12);
    const picture = readPng(bytes.subarray(start, start + bytes.readUInt32LE(at + 8)));
    if (picture.side !== said) throw new Error(`says ${said} pixels of a picture of ${picture.side}`);
    return picture;
  });
};

/** Which side the kinds of an .icns file have, in pixels: https://en.wikipedia.org/wiki/Apple_Icon_Image_format. */
const icnsSides: Record<string, number> = {
  icp4: 16,
  icp5: 32,
  icp6: 64,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

/** The pictures of an .icns file that are PNGs, by their kind. */
export const readIcns = (bytes: Buffer): Map<string, Picture> => {
  if (bytes.toString("latin1", 0, 4) !== "icns" || bytes.readUInt32BE(4) !== bytes.length) {
    throw new Error("is no whole .icns file");
  }
  const pictures = new Map<string, Picture>();
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
    const kind = bytes.toString("latin1", at, at + 4);
    const side = icnsSides[kind];
    if (side === undefined) continue;
    const picture = readPng(bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4)));
    if (picture.side !== side) throw new Error(`has ${picture.side} pixels as ${kind}, which is for ${side}`);
    pictures.set(kind, picture);
  }
  return pictures;
};

const linuxSides = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSides = [16, 20, 24, 32, 40, 48, 64, 256];
const windowsTraySides = [16, 20, 24, 32];
const macKinds = ["ic07", "ic08", "ic09", "ic10", "ic11", "ic12", "ic13", "ic14"];

const lacking = <T>(wanted: readonly T[], has: readonly T[]): T[] => wanted.filter((one) => !has.includes(one));

/** Runs a look at one file, and gives what it throws as words. */
const look = (path: string, examine: (bytes: Buffer) => string[]): string[] => {
  const name = path.slice(inRoot().length + 1);
  try {
    return examine(readFileSync(path)).map((problem) => `${name} ${problem}`);
  } catch (error) {
    return [`${name} ${error instanceof Error ? error.message : String(error)}`];
  }
};

const icoProblems = (path: string, wanted: readonly number[]) =>
  look(path, (bytes) =>
    lacking(
      wanted,
      readIco(bytes).map(({ side }) => side),
    ).map((side) => `has no picture of ${side} pixels`),
  );

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** A picture for screens with two or three dots where others have one. */
const scaleOf = (path: string): number => Number(/@([\d.]+)x\.png$/.exec(path)?.[1] ?? 1);

/** How wide a picture has to be by its name; null when that says nothing. */
const sideByName = (path: string): number | null => {
  const scale = scaleOf(path);
  if (scale > 1) return Math.round(readPng(readFileSync(path.replace(/@[\d.]+x\.png$/, ".png"))).side * scale);
  return Number(/-(\d+)\.png$/.exec(path)?.[1]) || null;
};

const trayProblems = (path: string): string[] =>
  look(path, (bytes) => {
    const wanted = sideByName(path) ?? readPng(bytes).side;
    return readPng(bytes).side === wanted ? [] : [`is not ${wanted} pixels wide`];
  });

/** Holds the icons in a folder against what the systems ask for; gives what is missing or wrong. */
export const checkIcons = (folder = inRoot("build/icons")): string[] => {
  const tray = filesBelow(folder).filter((path) => /[/\\]tray|[/\\]tray[/\\]/.test(path.slice(folder.length)));
  const pngs = tray.filter((path) => path.endsWith(".png"));
  return [
    ...linuxSides.flatMap((side) =>
      look(join(folder, `linux/${side}x${side}.png`), (bytes) =>
        readPng(bytes).side === side ? [] : [`is ${readPng(bytes).side} pixels wide`],
      ),
    ),
    ...icoProblems(join(folder, "icon.ico"), windowsSides),
    ...look(join(folder, "icon.icns"), (bytes) =>
      lacking(macKinds, [...readIcns(bytes).keys()]).map((kind) => `has no ${kind}`),
    ),
    ...look(join(folder, "icon.png"), (bytes) => (readPng(bytes).side >= 256 ? [] : ["has less than 256 pixels"])),
    ...tray.filter((path) => path.endsWith(".ico")).flatMap((path) => icoProblems(path, windowsTraySides)),
    ...pngs.flatMap(trayProblems),
    ...(pngs.some((path) => path.endsWith("Template.png")) ? [] : ["the tray has no template for macOS"]),
    ...(tray.some((path) => path.endsWith(".ico")) ? [] : ["the tray has no .ico for Windows"]),
  ];
};
