import { expect, test } from "vitest";
import { type Installation, asksForPassword, plainNotes, updateFailure, updateObstacle } from "./update-words.ts";

const installed = (more: Partial<Installation> = {}): Installation => ({
  isPackaged: true,
  platform: "linux",
  env: { APPIMAGE: "/home/ada/Muster.AppImage" },
  packageType: null,
  hasFeed: true,
  ...more,
});

test("an AppImage, a package of the system, and an installed app on macOS and Windows update themselves", () => {
  expect(updateObstacle(installed())).toBeNull();
  expect(updateObstacle(installed({ env: {}, packageType: "deb" }))).toBeNull();
  expect(updateObstacle(installed({ env: {}, platform: "darwin" }))).toBeNull();
  expect(updateObstacle(installed({ env: {}, platform: "win32" }))).toBeNull();
});

test.each([
  [{ isPackaged: false }, /from a checkout/],
  [{ hasFeed: false }, /no place to load updates from/],
  [{ platform: "win32", env: { PORTABLE_EXECUTABLE_FILE: "E:\\Muster.exe" } }, /portable/],
  [{ env: {} }, /not installed by a package/],
] as const)("%j does not, and says why", (facts, words) => {
  expect(updateObstacle(installed(facts))).toMatch(words);
});

test("only what the system's package manager installs asks for a password", () => {
  expect(["deb", "rpm", null].map((packageType) => asksForPassword({ packageType }))).toEqual([true, true, false]);
});

test("notes that come as HTML are told as text", () => {
  expect(plainNotes("<h2>New</h2>\n<ul>\n<li>Tray &amp; dock</li>\n<li>a &lt;b&gt; &#8212; &#x1F600;</li></ul>")).toBe(
    "New\n\n• Tray & dock\n\n• a <b> — 😀",
  );
  expect(plainNotes("1 < 2 and 3 > 2")).toBe("1 < 2 and 3 > 2");
  expect(
    plainNotes([
      { version: "1.1.0", note: "<p>One</p>" },
      { version: "1.0.1", note: null },
    ]),
  ).toBe("1.1.0\nOne\n\n1.0.1\n");
  expect([plainNotes(null), plainNotes(undefined), plainNotes("")]).toEqual([null, null, null]);
  expect(plainNotes("&#99999999;&nothing;")).toBe("&#99999999;&nothing;");
  expect(plainNotes("x".repeat(50_000))).toHaveLength(20_000);
});

test.each([
  [
    Object.assign(new Error("sha512 checksum mismatch, expected a, got b"), { code: "ERR_CHECKSUM_MISMATCH" }),
    /not what was released/,
  ],
  [Object.assign(new Error("New version is not signed"), { code: "ERR_UPDATER_INVALID_SIGNATURE" }), /not signed/],
  [new Error("net::ERR_INTERNET_DISCONNECTED"), /could not be reached/],
  [Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" }), /could not be reached/],
  [new Error("something else\nwith a stack"), /^The update failed: something else$/],
  ["a text", /^The update failed: a text$/],
])("a failure is told in words: %s", (error, words) => {
  expect(updateFailure(error)).toMatch(words);
});
