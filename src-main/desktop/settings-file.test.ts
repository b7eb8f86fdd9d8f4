import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../platform/temp-folder.ts";
import { createSettingsFile } from "./settings-file.ts";

const fail = (error: unknown) => {
  throw error;
};

test("what was changed is there after the next start, the last of several changes", async () => {
  const path = join(tempFolder(), "window", "desktop.json");
  const first = createSettingsFile(path, fail);
  expect(first.read()).toMatchObject({ isWelcomed: false, shortcut: null, updates: true, page: "#/" });
  first.change({ isWelcomed: true, shortcut: "Control+Alt+M" });
  first.change({ shortcut: "Control+Alt+N", page: "#/s/1" });
  expect(first.read().shortcut).toBe("Control+Alt+N");
  await first.close();
  expect(createSettingsFile(path, fail).read()).toMatchObject({
    isWelcomed: true,
    shortcut: "Control+Alt+N",
    page: "#/s/1",
  });
});

test("a damaged value costs only itself, a damaged file only what was in it", async () => {
  const path = join(tempFolder(), "desktop.json");
  await writeFile(path, JSON.stringify({ isWelcomed: true, shortcut: "rm -rf", zoomLevel: 1e9, page: "https://x" }));
  expect(createSettingsFile(path, fail).read()).toMatchObject({
    isWelcomed: true,
    shortcut: null,
    zoomLevel: 0,
    page: "#/",
  });
  for (const damaged of ["", "{", "null", "[]", "7"]) {
    await writeFile(path, damaged);
    expect(createSettingsFile(path, fail).read().isWelcomed).toBe(false);
  }
});

test("a change that changes nothing writes nothing, and one that can't be written is told", async () => {
  const folder = tempFolder();
  const path = join(folder, "desktop.json");
  const settings = createSettingsFile(path, fail);
  settings.change({ isWelcomed: false });
  await settings.close();
  await expect(readFile(path)).rejects.toThrow("ENOENT");

  await writeFile(join(folder, "in-the-way"), "");
  const errors: unknown[] = [];
  const unwritable = createSettingsFile(join(folder, "in-the-way", "desktop.json"), (error) => errors.push(error));
  unwritable.change({ isWelcomed: true });
  await unwritable.close();
  expect(errors).toHaveLength(1);
  expect(unwritable.read().isWelcomed).toBe(true);
});
