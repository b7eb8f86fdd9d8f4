import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../platform/temp-folder.ts";
import { findInstallation, projectLinks } from "./installation.ts";

test("an installation is known by what electron-builder lays beside the app", () => {
  const resources = tempFolder();
  expect(findInstallation(true, resources, {})).toMatchObject({ isPackaged: true, packageType: null, hasFeed: false });
  writeFileSync(join(resources, "package-type"), "deb\n");
  writeFileSync(join(resources, "app-update.yml"), "provider: github\n");
  expect(findInstallation(true, resources, {})).toMatchObject({ packageType: "deb", hasFeed: true });
  expect(findInstallation(false, undefined, {})).toMatchObject({ packageType: null, hasFeed: false });
});

test.each([
  [
    { homepage: "https://example.com/muster", bugs: "https://example.com/issues" },
    "https://example.com/muster",
    "https://example.com/issues",
  ],
  [{ bugs: { url: "https://example.com/issues" } }, null, "https://example.com/issues"],
  [{ homepage: "javascript:alert(1)", bugs: { email: "a@example.com" } }, null, null],
  [{}, null, null],
])("of %j only secure addresses are offered", (manifest, home, problems) => {
  const folder = tempFolder();
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  expect(projectLinks(folder)).toEqual({ home, problems });
});

test("without a manifest there are no addresses", () => {
  const folder = join(tempFolder(), "empty");
  mkdirSync(folder);
  expect(projectLinks(folder)).toEqual({ home: null, problems: null });
});
