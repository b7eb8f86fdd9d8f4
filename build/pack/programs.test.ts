import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inRoot } from "../root.mjs";
import { checkLinux } from "./linux.ts";
import { checkProgram, packedApp } from "./programs.ts";
import { makeStandIn } from "./stand-in.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-programs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asShipped = [
  "the fuse RunAsNode is not off",
  "the fuse EnableNodeOptionsEnvironmentVariable is not off",
  "the fuse EnableNodeCliInspectArguments is not off",
  "the fuse EnableEmbeddedAsarIntegrityValidation is not on",
  "the fuse OnlyLoadAppFromAsar is not on",
  "the fuse GrantFileProtocolExtraPrivileges is not off",
];

const flipAll = (program: string) =>
  flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });

test("a program as Electron ships it fails by its fuses, and passes once they are set", async () => {
  const app = packedApp(folder, "linux");
  makeStandIn(join(folder, "linux-unpacked"), "linux");
  writeFileSync(app.program, readFileSync(join(folder, "linux-unpacked/electron")));
  writeFileSync(join(folder, "linux-unpacked/LICENSE.electron.txt"), "x");
  expect(await checkProgram(app)).toEqual(asShipped);
  await flipAll(app.program);
  expect(await checkProgram(app)).toEqual([]);
  rmSync(join(folder, "linux-unpacked/LICENSES.chromium.html"));
  expect(await checkProgram(app)).toEqual([expect.stringMatching(/LICENSES\.chromium\.html is missing/)]);
});

const archiveIn = async (resources: string) => {
  mkdirSync(join(folder, "source"));
  writeFileSync(join(folder, "source/x"), "x");
  await createPackage(join(folder, "source"), join(resources, "app.asar"));
};

test("a Mac's app that packing did not touch lacks its name, links, icon and the sum of its archive", async () => {
  makeStandIn(folder, "darwin");
  const app = { ...packedApp(folder, "darwin"), program: join(folder, "Electron.app") };
  const resources = join(app.program, "Contents/Resources");
  await archiveIn(resources);
  rmSync(join(resources, "electron.icns"));
  expect(await checkProgram({ ...app, resources })).toEqual([
    ...asShipped,
    "its name for macOS is com.github.Electron",
    "links muster:// are not opened by it",
    "it has no icon",
    "Info.plist has not the sum of its archive",
  ]);
});

test("a program for Windows that packing did not touch lacks its name, icons and the sum of its archive", async () => {
  makeStandIn(folder, "win32");
  await archiveIn(folder);
  const program = join(folder, "electron.exe");
  const problems = await checkProgram({ platform: "win32", arch: "x64", program, resources: folder, licences: [] });
  expect(problems).toEqual([
    ...asShipped,
    "the program has not the sum of its archive",
    "the program calls itself Electron",
    "the program has 0 icons",
  ]);
});

const entry = [
  "[Desktop Entry]",
  "Name=Muster",
  "Exec=/opt/Muster/muster-desktop %U",
  "Icon=muster-desktop",
  "StartupWMClass=dev.muster.app",
  "Keywords=agent;",
  "MimeType=x-scheme-handler/muster;",
  "Categories=Development;",
].join("\n");

const args = [
  "build/linux/muster=/usr/bin/muster",
  "x=/usr/share/metainfo/dev.muster.app.metainfo.xml",
  "x=/usr/share/applications/dev.muster.app.desktop",
  "x=/usr/share/icons/hicolor/512x512/apps/muster-desktop.png",
  "/tmp/linux-unpacked/=/opt/Muster",
];

test("packages for Linux need their entry in the menu, their files, and a command line that leads into the app", () => {
  const resources = join(folder, "resources");
  const tools = join(resources, "app.asar.unpacked/out/cli");
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "muster"), "x");
  expect(checkLinux([], resources)).toContain("the app isn't told where newer versions are");
  writeFileSync(join(resources, "app-update.yml"), "provider: github");
  const image = { args: [], entry };
  expect(checkLinux([image, { args, entry }, { args, entry }], resources)).toEqual([]);
  expect(checkLinux([image], resources)).toEqual(["1 packages were made ready, not three"]);
  const other = entry.replace("StartupWMClass=dev.muster.app", "StartupWMClass=Muster").replace(/MimeType=.*\n/, "");
  expect(checkLinux([image, { args, entry: other }, { args: args.slice(1), entry }], resources)).toEqual([
    "an entry lacks StartupWMClass=dev.muster.app",
    "an entry lacks MimeType=x-scheme-handler/muster;",
    "a package lacks /usr/bin/muster",
  ]);
  rmSync(tools, { recursive: true });
  const [launcher] = checkLinux([image, { args, entry }, { args, entry }], resources);
  expect(launcher).toBe("build/linux/muster leads to /opt/Muster/resources/app.asar.unpacked/out/cli/muster");
});

test("the app's windows and its entry in menus have one name", () => {
  const { desktopName } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as { desktopName: string };
  expect(entry).toContain(`StartupWMClass=${desktopName.replace(/\.desktop$/, "")}`);
});
