import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepClientKey, readClientFile } from "./clientfile.ts";
import { tempFolder } from "./temp-folder.ts";

// Windows has no such permissions.
const [ofFile, ofFolder] = process.platform === "win32" ? [0o666, 0o666] : [0o600, 0o700];

const kept = {
  url: "http://127.0.0.1:4680",
  key: "mk_example",
  fingerprint: "AA:BB",
  hub: { name: "Muster", version: "0.1.0" },
  machine: { id: "m1", name: "desk" },
};

test("the client's file is kept in version 1 for its owner only, and read back", async () => {
  const folder = join(tempFolder(), "client");
  await keepClientKey(folder, kept);
  expect(await readClientFile(folder)).toEqual({ version: 1, ...kept });
  expect(JSON.parse(await readFile(join(folder, "hub.json"), "utf8"))).toEqual({ version: 1, ...kept });
  expect((await stat(join(folder, "hub.json"))).mode & 0o777).toBe(ofFile);
  expect((await stat(folder)).mode & 0o777).toBe(ofFolder);
  expect(await readdir(folder)).toEqual(["hub.json"]);
});

test("a later key takes the place of the earlier one", async () => {
  const folder = tempFolder();
  await keepClientKey(folder, kept);
  await keepClientKey(folder, { ...kept, key: "mk_later" });
  expect((await readClientFile(folder))?.key).toBe("mk_later");
});

test.each(["", "{", "[]", '{"version":2}', '{"version":1,"url":"x"}'])(
  "a file that holds %j is no client's file",
  async (text) => {
    const folder = tempFolder();
    await writeFile(join(folder, "hub.json"), text);
    expect(await readClientFile(folder)).toBeNull();
  },
);

test("a folder without the file has none", async () => {
  expect(await readClientFile(join(tempFolder(), "nowhere"))).toBeNull();
});
