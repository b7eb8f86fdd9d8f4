import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getRawHeader } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { parse } from "plist";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";
import type { PackPlatform } from "./stand-in.ts";

/** Where a packed app has its parts. */
export interface PackedApp {
  platform: PackPlatform;
  arch: string;
  program: string;
  resources: string;
  /** What Electron and Chromium ask to be handed on. */
  licences: string[];
}

/** The parts of the app that was packed for a system into `folder`. */
export const packedApp = (folder: string, platform: PackPlatform): PackedApp => {
  if (platform === "darwin") {
    const app = join(folder, "mac-arm64", "Muster.app");
    const resources = join(app, "Contents", "Resources");
    // The packager takes these out of the download itself, which a stand-in is not.
    return { platform, arch: "arm64", program: app, resources, licences: [] };
  }
  const app = join(folder, platform === "linux" ? "linux-unpacked" : "win-unpacked");
  const program = join(app, platform === "linux" ? "muster-desktop" : "Muster.exe");
  return { platform, arch: "x64", program, resources: join(app, "resources"), licences: ofElectron(app) };
};

const ofElectron = (folder: string) =>
  ["LICENSE.electron.txt", "LICENSES.chromium.html"].map((name) => join(folder, name));

/** How the program's fuses have to be: https://www.electronjs.org/docs/latest/tutorial/fuses. */
const fuses: readonly [FuseV1Options, boolean][] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
];

const fuseProblems = async (program: string): Promise<string[]> => {
  const wire = await getCurrentFuseWire(program);
  return fuses
    .filter(([fuse, isOn]) => Number(wire[fuse]) !== (isOn ? "1" : "0").charCodeAt(0))
    .map(([fuse, isOn]) => `the fuse ${FuseV1Options[fuse]} is not ${isOn ? "on" : "off"}`);
};

/** By this sum the program knows its archive: https://www.electronjs.org/docs/latest/tutorial/asar-integrity. */
const archiveSum = (resources: string): string =>
  createHash("sha256")
    .update(getRawHeader(join(resources, "app.asar")).headerString)
    .digest("hex");

interface InfoPlist {
  CFBundleIdentifier?: string;
  CFBundleURLTypes?: { CFBundleURLSchemes: string[] }[];
  CFBundleIconFile?: string;
  ElectronAsarIntegrity?: Record<string, { hash: string }>;
}

const macProblems = ({ program, resources }: PackedApp): string[] => {
  const info = parse(readFileSync(join(program, "Contents", "Info.plist"), "utf8")) as InfoPlist;
  const schemes = info.CFBundleURLTypes?.flatMap((one) => one.CFBundleURLSchemes) ?? [];
  const isKnown = info.ElectronAsarIntegrity?.["Resources/app.asar"]?.hash === archiveSum(resources);
  return [
    ...(info.CFBundleIdentifier === "dev.muster.app" ? [] : [`its name for macOS is ${info.CFBundleIdentifier}`]),
    ...(schemes.includes("muster") ? [] : ["links muster:// are not opened by it"]),
    ...(existsSync(join(resources, info.CFBundleIconFile ?? "none")) ? [] : ["it has no icon"]),
    ...(isKnown ? [] : ["Info.plist has not the sum of its archive"]),
  ];
};

const windowsProblems = ({ program, resources }: PackedApp): string[] => {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)));
  const integrity = entries.find(({ type, id }) => type === "INTEGRITY" && id === "ELECTRONASAR");
  const text = integrity ? Buffer.from(integrity.bin).toString("utf8") : "";
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  const name = language ? version?.getStringValues(language)["ProductName"] : undefined;
  const icons = Resource.IconGroupEntry.fromEntries(entries).flatMap((group) => group.icons);
  return [
    ...(text.includes(archiveSum(resources)) ? [] : ["the program has not the sum of its archive"]),
    ...(name === "Muster" ? [] : [`the program calls itself ${name}`]),
    ...(icons.length >= 8 ? [] : [`the program has ${icons.length} icons`]),
  ];
};

/** Holds a packed program against what it has to refuse, to be called and to bring along. */
export const checkProgram = async (app: PackedApp): Promise<string[]> => [
  ...(await fuseProblems(app.program)),
  ...app.licences.filter((file) => !existsSync(file)).map((file) => `${file} is missing`),
  ...(app.platform === "darwin" ? macProblems(app) : []),
  ...(app.platform === "win32" ? windowsProblems(app) : []),
];
