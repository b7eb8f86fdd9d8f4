import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { dataFolders, defaultHome, makeHome } from "./folders.ts";
import { tempFolder } from "./temp-folder.ts";

const isWindows = process.platform === "win32";

/** The folders in a data folder that was chosen. */
const under = (home: string) => ({
  home: resolve(home),
  client: resolve(home, "client"),
  logs: resolve(home, "logs"),
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe("the data folder", () => {
  test("is the platform's, with the client's key in the user's own place", () => {
    const folders = dataFolders({ XDG_CONFIG_HOME: "/xdg", APPDATA: "/xdg" });
    expect(folders).toEqual({ home: defaultHome(), client: join("/xdg", "muster"), logs: join(defaultHome(), "logs") });
    expect(defaultHome()).toMatch(/muster/);
    expect(dataFolders({}).client).toBe(
      isWindows ? join(homedir(), "AppData", "Roaming", "muster") : join(homedir(), ".config", "muster"),
    );
  });

  test("is MUSTER_HOME where that is set, and the flag goes over it; both keep the client's key inside", () => {
    expect(dataFolders({ MUSTER_HOME: "/a" })).toEqual(under("/a"));
    expect(dataFolders({ MUSTER_HOME: "/a" }, "/b")).toEqual(under("/b"));
    expect(dataFolders({}, "b").home).toBe(join(process.cwd(), "b"));
    expect(dataFolders({ MUSTER_HOME: "" }).home).toBe(defaultHome());
  });

  test("named by a flag or MUSTER_HOME keeps the key where the command line looks for it", () => {
    expect(dataFolders({ XDG_CONFIG_HOME: "/xdg", APPDATA: "/xdg" }, defaultHome()).client).toBe(
      join("/xdg", "muster"),
    );
    expect(dataFolders({ MUSTER_HOME: defaultHome() }).client).toBe(join(defaultHome(), "client"));
  });

  test.skipIf(isWindows)("is made for its owner only, and tightened where it was open", async () => {
    const base = tempFolder();
    await makeHome(join(base, "deep", "new"));
    expect(await modeOf(join(base, "deep", "new"))).toBe(0o700);
    await mkdir(join(base, "loose"));
    await chmod(join(base, "loose"), 0o755);
    await makeHome(join(base, "loose"));
    expect(await modeOf(join(base, "loose"))).toBe(0o700);
  });

  test.skipIf(isWindows)(
    "is refused where others work too, where it would be everything of the user's, and where a file is",
    async () => {
      const base = tempFolder();
      await mkdir(join(base, "shared"));
      await chmod(join(base, "shared"), 0o1777);
      await expect(makeHome(join(base, "shared"))).rejects.toThrow(/shared with other users/);
      expect((await stat(join(base, "shared"))).mode & 0o1777).toBe(0o1777);
      await expect(makeHome(homedir())).rejects.toThrow(/holds more than Muster's data/);
      await expect(makeHome("/")).rejects.toThrow(/holds more than Muster's data/);
      await writeFile(join(base, "file"), "");
      await expect(makeHome(join(base, "file"))).rejects.toThrow(/a file is in its place.*--home/);
      await expect(makeHome(join(base, "file", "in"))).rejects.toThrow(/a file is in its place/);
      expect(await readdir(base)).toHaveLength(2);
    },
  );
});
