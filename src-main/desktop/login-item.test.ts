import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LoginItemSettings, Settings } from "electron";
import { expect, test } from "vitest";
import { tempFolder } from "../platform/temp-folder.ts";
import { autostartPath, createAutostartFile } from "./autostart-file.ts";
import { createLoginItem } from "./login-item.ts";

/** Electron's side of it, as its documentation has it. */
const systemApp = (does: { refuses?: boolean; isSwitchedOff?: boolean } = {}) => {
  let kept: Settings = {};
  return {
    isPackaged: true,
    kept: () => kept,
    setLoginItemSettings: (settings: Settings) => {
      if (!does.refuses) kept = settings;
    },
    getLoginItemSettings: () =>
      ({
        openAtLogin: kept.openAtLogin ?? false,
        executableWillLaunchAtLogin: kept.openAtLogin === true && !does.isSwitchedOff,
      }) as LoginItemSettings,
  };
};

const onLinux = (more: Partial<Parameters<typeof createLoginItem>[0]> = {}) => {
  const env = { XDG_CONFIG_HOME: tempFolder(), ...more.env };
  const item = createLoginItem({
    app: systemApp(),
    platform: "linux",
    execPath: "/opt/Muster/muster-desktop",
    ...more,
    env,
  });
  return { item, file: autostartPath(env) };
};

test("on Linux a file of the autostart folder starts the program hidden, and goes again", async () => {
  const { item, file } = onLinux();
  expect(await item.state()).toEqual({ isOn: false, canChange: true });
  await item.set(true);
  expect(readFileSync(file, "utf8")).toContain('\nExec="/opt/Muster/muster-desktop" "--hidden"\n');
  expect(await item.state()).toEqual({ isOn: true, canChange: true });
  await item.set(false);
  await item.set(false);
  expect(await item.state()).toEqual({ isOn: false, canChange: true });
});

test("of an AppImage the file itself is started, not the folder that it runs from", async () => {
  const { item, file } = onLinux({ env: { APPIMAGE: "/home/ada/Apps/Muster 1.0.AppImage" } });
  await item.set(true);
  expect(readFileSync(file, "utf8")).toContain('Exec="/home/ada/Apps/Muster 1.0.AppImage" "--hidden"');
});

test("names with characters that mean something in such a file stay what they are", async () => {
  const path = join(tempFolder(), "a.desktop");
  await createAutostartFile(path, ['/home/a"b/100% $HOME `x` \\y']).set(true);
  expect(readFileSync(path, "utf8")).toContain('\nExec="/home/a\\\\"b/100%% \\\\$HOME \\\\`x\\\\` \\\\\\\\y"\n');
});

test.each(["Hidden=true\n", "X-GNOME-Autostart-enabled=false\n"])(
  "what the desktop's own settings switched off is off: %s",
  async (line) => {
    const { item, file } = onLinux();
    await item.set(true);
    const text = readFileSync(file, "utf8").replace("X-GNOME-Autostart-enabled=true\n", line);
    writeFileSync(file, text);
    expect((await item.state()).isOn).toBe(false);
  },
);

test("a program that was moved is named anew, and what a person added stays", async () => {
  const path = join(tempFolder(), "muster.desktop");
  await createAutostartFile(path, ["/old/muster", "--hidden"]).set(true);
  writeFileSync(path, `${readFileSync(path, "utf8")}X-GNOME-Autostart-Delay=10\n`);
  createAutostartFile(path, ["/old/muster", "--hidden"]).rename(["/new/muster", "--hidden"]);
  const text = readFileSync(path, "utf8");
  expect(text).toContain('Exec="/new/muster" "--hidden"');
  expect(text).toContain("X-GNOME-Autostart-Delay=10");
  expect(text).not.toContain("/old/");
  const missing = join(tempFolder(), "missing.desktop");
  createAutostartFile(missing, ["/old/muster"]).rename(["/new/muster"]);
  expect(await createAutostartFile(missing, ["/new/muster"]).isOn()).toBe(false);
});

test("on Windows the program starts with an argument that hides it, and what the Task Manager switched off is off", async () => {
  const app = systemApp();
  const parts = { platform: "win32", env: {}, execPath: "C:\\Muster\\muster-desktop.exe" } as const;
  const item = createLoginItem({ app, ...parts });
  await item.set(true);
  expect(app.kept()).toEqual({ openAtLogin: true, path: parts.execPath, args: ["--hidden"] });
  expect((await item.state()).isOn).toBe(true);
  const switchedOff = systemApp({ isSwitchedOff: true });
  switchedOff.setLoginItemSettings({ openAtLogin: true });
  expect((await createLoginItem({ app: switchedOff, ...parts }).state()).isOn).toBe(false);
});

test("a system that refuses is told in words; a checkout and a portable program can't start at login at all", async () => {
  const parts = { platform: "darwin", env: {}, execPath: "/Applications/Muster.app" } as const;
  const refusing = createLoginItem({ app: systemApp({ refuses: true }), ...parts });
  await expect(refusing.set(true)).rejects.toThrow("did not let Muster start at login");
  const checkout = createLoginItem({ app: { ...systemApp(), isPackaged: false }, ...parts });
  const portable = createLoginItem({ app: systemApp(), ...parts, env: { PORTABLE_EXECUTABLE_FILE: "E:\\Muster.exe" } });
  for (const item of [checkout, portable]) {
    expect(await item.state()).toEqual({ isOn: false, canChange: false });
    await expect(item.set(true)).rejects.toThrow("did not let");
  }
});

test("a file that can't be written is told in words", async () => {
  const { item, file } = onLinux();
  mkdirSync(dirname(dirname(file)), { recursive: true });
  writeFileSync(dirname(file), "in the way");
  await expect(item.set(true)).rejects.toThrow("did not let Muster start at login");
});

const hasValidator = (() => {
  try {
    execFileSync("desktop-file-validate", ["--help"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.runIf(hasValidator)("the file is one that the desktop's own validator takes", async () => {
  const path = join(tempFolder(), "muster.desktop");
  await createAutostartFile(path, ['/home/a"b/100% $HOME `x` \\y', "--hidden"]).set(true);
  expect(execFileSync("desktop-file-validate", [path]).toString()).toBe("");
});
