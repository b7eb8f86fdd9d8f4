import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { runEntry } from "../child.mjs";
import { ensureBuilt } from "../fresh.mjs";
import { productionPackages } from "../licences.mjs";
import { inRoot } from "../root.mjs";
import { openArchive } from "./archive.ts";
import { checkConfiguration } from "./configuration.ts";
import { checkContents, checkLicences, sizeOf } from "./contents.ts";
import { checkIcons } from "./icons.ts";
import { importedPackages } from "./imports.ts";
import { checkLinux, type LinuxPackage } from "./linux.ts";
import { checkPackages } from "./packages.ts";
import { checkProgram, packedApp } from "./programs.ts";
import type { PackPlatform } from "./stand-in.ts";
import { checkStart } from "./start-packed.ts";

// `npm run pack:check`: shows without any download what can be shown of the packages. Exit code 1 and words on a miss.

const names: Record<PackPlatform, string> = { linux: "Linux (x64)", darwin: "macOS (arm64)", win32: "Windows (x64)" };

/** One wrong pattern can be wrong a thousand times. */
const mostTold = 20;

let misses = 0;

/** Tells how a part of the check went. */
const report = (part: string, problems: readonly string[], more = ""): void => {
  misses += problems.length;
  process.stdout.write(`${problems.length === 0 ? "ok  " : "MISS"} ${part}${more && `: ${more}`}\n`);
  for (const problem of problems.slice(0, mostTold)) process.stdout.write(`     - ${problem}\n`);
  if (problems.length > mostTold) process.stdout.write(`     - and ${problems.length - mostTold} more\n`);
};

const packStandIns = (folder: string): boolean => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot("build/pack/pack-stand-ins.ts"), folder], {
    encoding: "utf8",
    // What the computer says of certificates and repositories has no part in this.
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: "false", GH_TOKEN: "", GITHUB_TOKEN: "" },
  });
  report("packed around a stand-in for Electron", status === 0 ? [] : [`${stdout}${stderr}`.trim().slice(-3000)]);
  return status === 0;
};

const checkSystem = async (packed: string, platform: PackPlatform): Promise<void> => {
  const app = packedApp(packed, platform);
  const archive = openArchive(join(app.resources, "app.asar"));
  const entries = ["desktop.js", "search-worker.js"].map((name) => inRoot("out/main", name));
  const { inside, problems } = checkPackages(archive, await importedPackages(entries), productionPackages());
  const size = `${archive.files.size} files, ${(sizeOf(archive) / 1e6).toFixed(1)} MB`;
  report(`${names[platform]}: files`, checkContents(archive, platform, app.arch), size);
  report(`${names[platform]}: packages`, [...problems, ...checkLicences(archive, inside)], `${inside.length}`);
  report(`${names[platform]}: program`, await checkProgram(app));
};

const checkPacked = async (folder: string): Promise<void> => {
  const packed = join(folder, "packed");
  for (const platform of Object.keys(names) as PackPlatform[]) {
    // One after another, so that the report reads in order.
    // oxlint-disable-next-line no-await-in-loop
    await checkSystem(packed, platform);
  }
  const { resources } = packedApp(packed, "linux");
  const packages = JSON.parse(readFileSync(join(folder, "linux.json"), "utf8")) as LinuxPackage[];
  report("deb, rpm and AppImage: menu entry, links, command line", checkLinux(packages, resources));
  report("the packed app runs in Electron's double", await checkStart(join(resources, "app.asar"), folder));
};

await runEntry(async () => {
  await ensureBuilt();
  report("configuration", await checkConfiguration());
  report("icons", checkIcons());
  const folder = mkdtempSync(join(tmpdir(), "muster-pack-"));
  try {
    if (packStandIns(folder)) await checkPacked(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(misses === 0 ? "All of it is as it should be.\n" : `${misses} misses.\n`);
  return misses === 0 ? 0 : 1;
});
