import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { readHubFile, writeHubFile } from "./hub-file.ts";

const file = {
  url: "https://192.168.2.10:4680",
  key: "mk_secret",
  fingerprint: "AA:BB",
  hub: { name: "Muster", version: "1.0.0" },
  machine: { id: "m1", name: "studio" },
};

describe("the file of the hub's key", () => {
  it("gives back what was kept, and leaves no draft behind", () => {
    const folder = join(tempFolder(), "client");
    writeHubFile(folder, { ...file, key: "mk_old" });
    writeHubFile(folder, file);
    expect(readHubFile(folder)).toEqual(file);
    expect(readdirSync(folder)).toEqual(["hub.json"]);
  });

  it.skipIf(process.platform === "win32")("can be read by its owner only", () => {
    const folder = join(tempFolder(), "client");
    writeHubFile(folder, file);
    expect(statSync(join(folder, "hub.json")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("without address or key, broken or not there, counts as none", () => {
    const folder = tempFolder();
    expect(readHubFile(folder)).toBeUndefined();
    for (const text of ["", "{", "[]", "null", '{"url":"http://x"}', '{"url":"http://x","key":7}']) {
      writeFileSync(join(folder, "hub.json"), text);
      expect(readHubFile(folder)).toBeUndefined();
    }
  });

  it("what is there but not needed may be missing or wrong", () => {
    const folder = tempFolder();
    writeFileSync(
      join(folder, "hub.json"),
      '{"url":"http://x","key":"k","hub":7,"machine":{"id":"m"},"fingerprint":[]}',
    );
    expect(readHubFile(folder)).toEqual({ url: "http://x", key: "k" });
  });
});
