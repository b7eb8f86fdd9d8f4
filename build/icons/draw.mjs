// Draws the icons that are kept beside this file: node build/icons/draw.mjs [path of a Chromium]
// The packager would fetch a tool to convert them, so every format is made here and committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { coloured, looks, overlay, template } from "./tray-icons.mjs";

const here = import.meta.dirname;

const letter = (colour, width) =>
  `<path d="M300 716V328L512 592L724 328V716" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const gradient =
  '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#5b9dff"/><stop offset="1" stop-color="#8257f5"/></linearGradient></defs>';

/** The mark on its square; `margin` of 1024 stays empty around it. */
const mark = ({ margin, width }) => {
  const side = 1024 - 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">${gradient}<g transform="translate(${margin} ${margin}) scale(${side / 1024})"><rect width="1024" height="1024" rx="230" fill="url(#g)"/>${letter("#fff", width)}</g></svg>`;
};

const app = mark({ margin: 0, width: 118 });
const macApp = mark({ margin: 100, width: 118 });
// Thicker where few pixels carry it.
const small = mark({ margin: 0, width: 148 });

const browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox"] });
const page = await browser.newPage();

const png = async (svg, side) => {
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
};

const sized = (svg, sides) =>
  sides.reduce(async (before, side) => [...(await before), { side, bytes: await png(svg(side), side) }], []);

/** https://learn.microsoft.com/windows/win32/menurc/newheader: a directory, then PNG files as they are. */
const ico = (images) => {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ side, bytes }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(side % 256, at);
    head.writeUInt8(side % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...images.map(({ bytes }) => bytes)]);
};

// The kinds of an .icns file that hold a PNG, with the side in pixels of each.
const icnsKinds = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };

const icns = async (svg) => {
  const chunks = [];
  for (const [kind, side] of Object.entries(icnsKinds)) {
    const bytes = await png(svg, side);
    const head = Buffer.alloc(8);
    head.write(kind, "latin1");
    head.writeUInt32BE(bytes.length + 8, 4);
    chunks.push(head, bytes);
  }
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8);
  head.write("icns", "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
};

const write = (name, bytes) => writeFileSync(join(here, name), bytes);
const bySide = (side) => (side <= 48 ? small : app);

mkdirSync(join(here, "linux"), { recursive: true });
for (const { side, bytes } of await sized(bySide, [16, 24, 32, 48, 64, 128, 256, 512]))
  write(`linux/${side}x${side}.png`, bytes);
write("icon.svg", `${app}\n`);
write("icon.png", await png(app, 256));
write("icon.ico", ico(await sized(bySide, [16, 20, 24, 32, 40, 48, 64, 128, 256])));
write("icon.icns", await icns(macApp));

const pascal = (name) => name.replace(/-./g, (part) => part[1].toUpperCase());
for (const folder of ["mac", "windows", "linux", "overlay"]) mkdirSync(join(here, "tray", folder), { recursive: true });
for (const [name, look] of Object.entries(looks)) {
  // Electron takes the end of the name as the sign that it is a template.
  write(`tray/mac/${pascal(name)}Template.png`, await png(template(look, 16), 16));
  write(`tray/mac/${pascal(name)}Template@2x.png`, await png(template(look, 32), 32));
  write(`tray/windows/${name}.ico`, ico(await sized(() => coloured(look), [16, 20, 24, 32, 40, 48])));
  write(`tray/linux/${name}.png`, await png(coloured(look), 22));
  write(`tray/linux/${name}@2x.png`, await png(coloured(look), 44));
}
for (const number of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9+"]) {
  const name = number === "9+" ? "more" : number;
  for (const [scale, side] of [
    ["", 16],
    ["@1.25x", 20],
    ["@1.5x", 24],
    ["@2x", 32],
  ])
    write(`tray/overlay/${name}${scale}.png`, await png(overlay(number), side));
}

// Pictures on one page must not take each other's gradients and masks.
let count = 0;
const alone = (svg) => {
  count += 1;
  return svg.replaceAll(/(id="|url\(#)/g, `$1p${count}`);
};
const panel = (draw, bright) => {
  const cells = Object.values(looks).map((look) => `<td>${alone(draw(look, 32))}</td>`);
  const inverted = draw === template && !bright ? "inverted" : "";
  return `<tr class="${bright ? "bright" : "dark"} ${inverted}">${cells.join("")}</tr>`;
};

/** The looks of the tray on dark and bright panels, for the documentation. */
const sheet = async () => {
  const heads = ["Usual", "Needs you", "Paused", "Both"].map((words) => `<th>${words}</th>`);
  const panels = [coloured, template].flatMap((draw) => [panel(draw, false), panel(draw, true)]);
  await page.setViewportSize({ width: 480, height: 242 });
  await page.setContent(`<style>
    body { margin: 0; background: #fff; font: 14px sans-serif; color: #2a2f38 }
    table { width: 480px; height: 242px; border-collapse: collapse; table-layout: fixed }
    th { font-weight: 500; height: 34px } td { text-align: center }
    svg { width: 32px; height: 32px; vertical-align: middle }
    .dark { background: #1d2026 } .bright { background: #eceef1 } .inverted svg { filter: invert(1) }
  </style><table><tr>${heads.join("")}</tr>${panels.join("")}</table>`);
  return page.screenshot();
};
writeFileSync(join(here, "../../docs/pictures/tray.png"), await sheet());
await browser.close();
