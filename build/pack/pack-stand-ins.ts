import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Arch, build, type Configuration, Platform } from "electron-builder";
import { root } from "../root.mjs";
import type { LinuxPackage } from "./linux.ts";
import { settingsFor } from "./repository.ts";
import { makeStandIn, type PackPlatform } from "./stand-in.ts";

// `node build/pack/pack-stand-ins.ts FOLDER`: packs the app for each system around something that looks like Electron, as
// far as that goes without its download. What the packages for Linux would be made from is noted in FOLDER/linux.json.

const folder = process.argv[2];
if (!folder) throw new Error("A folder for what is packed has to be named.");

const platforms: PackPlatform[] = ["linux", "darwin", "win32"];
for (const platform of platforms) makeStandIn(join(folder, "stand-in", platform), platform);

/** What the packager's tools would be given, did they have to be downloaded, with the text of the entry for menus. */
const linux: LinuxPackage[] = [];

const note = (options: unknown): void => {
  if (Array.isArray(options)) {
    const [args, entry] = options as [string[], string];
    linux.push({ args, entry: readFileSync(entry, "utf8") });
  } else {
    linux.push({ args: [], entry: (options as { desktop: string }).desktop });
  }
};

const configuration: Configuration = {
  ...settingsFor({ owner: "owner", repo: "name" }),
  directories: { output: join(folder, "packed") },
  // The packager takes a function here, and gives it the system.
  electronDist: ({ platformName }) => join(folder, "stand-in", platformName),
};

await build({
  projectDir: root,
  publish: "never",
  targets: new Map([
    ...Platform.LINUX.createTarget(["AppImage", "deb", "rpm"], Arch.x64),
    ...Platform.MAC.createTarget("dir", Arch.arm64),
    ...Platform.WINDOWS.createTarget("dir", Arch.x64),
  ]),
  config: configuration,
  effectiveOptionComputed: (options: unknown) => {
    note(options);
    return Promise.resolve(true);
  },
});
writeFileSync(join(folder, "linux.json"), JSON.stringify(linux));
