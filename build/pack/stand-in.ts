import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build as buildPlist } from "plist";
import { NtExecutable, NtExecutableResource, Resource } from "resedit";

export type PackPlatform = "linux" | "darwin" | "win32";

/** By this mark Electron's own tool finds the fuses in a program: https://www.electronjs.org/docs/latest/tutorial/fuses */
const fuseMark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const fuseVersion = 1;
/** Run as Node, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only from asar, own snapshot, file: privileges. */
const fusesAsShipped = "10110001";

/** A piece of a program that holds fuses as a released Electron has them. */
const fuseWire = (): Buffer =>
  Buffer.concat([
    Buffer.from(fuseMark),
    Buffer.from([fuseVersion, fusesAsShipped.length]),
    Buffer.from(fusesAsShipped),
    Buffer.from("\0the end of the stand-in\0"),
  ]);

/** An .exe file that does nothing, with the resources that packing reads and writes. */
const windowsProgram = (): Buffer => {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 0x0409, codepage: 1200 }, { ProductName: "Electron" });
  version.outputToResourceEntries(resources.entries);
  const wire = fuseWire();
  const bin = wire.buffer.slice(wire.byteOffset, wire.byteOffset + wire.byteLength) as ArrayBuffer;
  resources.entries.push({ type: 10, id: 1, lang: 0x0409, codepage: 1200, bin });
  resources.outputResource(program);
  return Buffer.from(program.generate());
};

const helpers = ["", " (GPU)", " (Plugin)", " (Renderer)"];

const bundle = (folder: string, name: string): Record<string, string | Buffer> => ({
  [`${folder}/Contents/Info.plist`]: buildPlist({
    CFBundleName: name,
    CFBundleExecutable: name,
    CFBundleIdentifier: `com.github.${name.replaceAll(/\W/g, "")}`,
    CFBundleIconFile: "electron.icns",
    CFBundlePackageType: "APPL",
    NSPrincipalClass: "AtomApplication",
  }),
  [`${folder}/Contents/MacOS/${name}`]: "a program for macOS",
});

const macFiles = (): Record<string, string | Buffer> => {
  const contents = "Electron.app/Contents";
  const names = helpers.map((kind) => `Electron Helper${kind}`);
  return {
    ...bundle("Electron.app", "Electron"),
    ...Object.assign({}, ...names.map((name) => bundle(`${contents}/Frameworks/${name}.app`, name))),
    [`${contents}/Frameworks/Electron Framework.framework/Electron Framework`]: fuseWire(),
    [`${contents}/Frameworks/Electron Framework.framework/Resources/en.lproj/locale.pak`]: "words",
    [`${contents}/Resources/en.lproj/locale.pak`]: "words",
    [`${contents}/Resources/electron.icns`]: "icon",
  };
};

const files: Record<PackPlatform, () => Record<string, string | Buffer>> = {
  linux: () => ({
    electron: fuseWire(),
    "chrome-sandbox": "a program",
    chrome_crashpad_handler: "a program",
    "locales/en-US.pak": "words",
  }),
  darwin: macFiles,
  win32: () => ({ "electron.exe": windowsProgram(), "locales/en-US.pak": "words" }),
};

const everywhere = {
  LICENSE: "Electron's licence",
  "LICENSES.chromium.html": "<p>Chromium's licences</p>",
  version: "0",
};

/**
 * Makes a folder that looks to the packager like Electron's download for a platform. Its programs can't be started, but
 * hold what packing changes in them, so that this can be read again.
 */
export const makeStandIn = (folder: string, platform: PackPlatform): void => {
  for (const [path, content] of Object.entries({ ...everywhere, ...files[platform]() })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  }
};
