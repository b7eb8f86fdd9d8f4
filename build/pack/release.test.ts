import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkTag, notesOf, sumsOf } from "./release.ts";
import { findRepository, parseRepository, settingsFor } from "./repository.ts";
import { describeSigning, signingSettings } from "./signing.ts";

describe("what a release tells", () => {
  const changes =
    "# Changelog\n\n## 1.1.0 (unreleased)\n\n- soon\n\n## 1.0.0 (2026-11-21)\n\n- first\n- second\n\n## 0.9.0\n";

  test("is the section of its version", () => {
    expect(notesOf(changes, "1.0.0")).toBe("- first\n- second\n");
  });

  test.each([
    ["1.1.0", /not released/],
    ["0.9.0", /says nothing/],
    ["2.0.0", /no section/],
    ["1.0", /no section/],
  ])("version %s can't be released", (version, why) => {
    expect(() => notesOf(changes, version)).toThrow(why);
  });

  test("a tag of another version is refused", () => {
    expect(() => checkTag("v1.0.1", "1.0.0")).toThrow(/v1\.0\.1/);
    expect(() => checkTag("v1.0.0", "1.0.0")).not.toThrow();
  });

  test.skipIf(process.platform !== "linux")("its sums are what sha256sum checks", async () => {
    const folder = mkdtempSync(join(tmpdir(), "muster-sums-"));
    writeFileSync(join(folder, "a.deb"), "one");
    writeFileSync(join(folder, "b.exe"), "two");
    writeFileSync(join(folder, "SHA256SUMS"), await sumsOf(folder));
    const said = execFileSync("sha256sum", ["--check", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });
    expect(said).toBe("a.deb: OK\nb.exe: OK\n");
  });
});

const origin = () => "git@github.com:ada/muster.git\n";

describe("where newer versions are", () => {
  test.each([
    "ada/muster",
    "https://github.com/ada/muster",
    "git+https://github.com/ada/muster.git",
    "git@github.com:ada/muster.git",
    "ssh://git@github.com/ada/muster.git",
  ])("%s names a repository", (text) => {
    expect(parseRepository(text)).toEqual({ owner: "ada", repo: "muster" });
  });

  test.each(["", undefined, "https://example.org/ada/muster", "ada", "a/b/c", "/srv/git/muster.git"])(
    "%s names none",
    (text) => {
      expect(parseRepository(text)).toBeNull();
    },
  );

  test("the environment goes over the checkout's origin", () => {
    expect(findRepository({}, origin)).toEqual({ owner: "ada", repo: "muster" });
    expect(findRepository({ GITHUB_REPOSITORY: "bea/muster" }, origin)).toMatchObject({ owner: "bea" });
    expect(findRepository({ GITHUB_REPOSITORY: "bea/muster", MUSTER_REPOSITORY: "cy/m" }, origin)).toMatchObject({
      owner: "cy",
    });
    expect(findRepository({}, () => "")).toBeNull();
  });

  test("without one the packages look nowhere", () => {
    expect(settingsFor(null)).toMatchObject({ publish: null });
    expect(settingsFor({ owner: "ada", repo: "muster" })).toMatchObject({
      publish: { provider: "github", owner: "ada", repo: "muster" },
      extraMetadata: { homepage: "https://github.com/ada/muster" },
    });
  });
});

describe("signing", () => {
  const apple = { APPLE_ID: "x", APPLE_APP_SPECIFIC_PASSWORD: "x", APPLE_TEAM_ID: "x" };

  test("a Mac's app without a certificate is sealed only, without the hardened runtime that would stop it", () => {
    expect(signingSettings(apple)).toEqual({ mac: { identity: "-", hardenedRuntime: false, notarize: false } });
    expect(describeSigning(apple, "darwin")).toEqual([expect.stringContaining("Not signed")]);
  });

  test("with a certificate it is signed, and notarised when Apple can be asked", () => {
    expect(signingSettings({ CSC_LINK: "x" })).toEqual({ mac: { notarize: false } });
    expect(describeSigning({ CSC_LINK: "x", APPLE_ID: "x" }, "darwin")).toEqual([
      expect.stringContaining("not notarised"),
    ]);
    expect(signingSettings({ CSC_NAME: "x", ...apple })).toEqual({ mac: { notarize: true } });
    expect(describeSigning({ CSC_NAME: "x", ...apple }, "darwin")).toEqual([]);
  });

  test("a program for Windows without a certificate is said to be unsigned; Linux has none", () => {
    expect(describeSigning({}, "win32")).toEqual([expect.stringContaining("Not signed")]);
    expect(describeSigning({ WIN_CSC_LINK: "x" }, "win32")).toEqual([]);
    expect(describeSigning({}, "linux")).toEqual([]);
  });
});
