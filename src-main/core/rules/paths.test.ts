import { posix, win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { reachOf } from "./path-pattern.ts";
import { isFullPath, isWithin, type PathWorld, pathWorldOf, resolvePath } from "./paths.ts";
import { covers } from "./wildcard.ts";

/** Numbers that look random and are the same in each run (mulberry32). */
const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const pick = <T>(random: (below: number) => number, from: readonly T[]): T => from[random(from.length)] as T;

const linux = pathWorldOf("/home/ada/p", { platform: "linux", home: "/home/ada" });
const windows = pathWorldOf("C:\\Users\\ada\\p", { platform: "win32", home: "C:\\Users\\ada" });

const namesIn = (path: string, world: PathWorld) => {
  const resolved = resolvePath(path, world);
  return "names" in resolved ? resolved.names : undefined;
};

const asRegExp = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]")}$`,
  );

const RUNS = 5000;

describe("random walks", () => {
  const steps = ["..", "..", ".", "", "a", "b", "src", "p", "home", "ada", "...", "..a", "a..", "~"];

  test("end where the system says, and those that leave the folder are seen to leave it", () => {
    const random = createRandom(1);
    let left = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const walk = Array.from({ length: 1 + random(8) }, () => pick(random, steps)).join("/");
      if (walk === "" || walk.startsWith("~")) continue;
      const expected = posix.resolve("/home/ada/p", walk);
      const names = namesIn(walk, linux);
      expect([walk, `/${names?.join("/")}`]).toEqual([walk, expected]);
      const isInside = expected === "/home/ada/p" || expected.startsWith("/home/ada/p/");
      if (!isInside) left += 1;
      expect([walk, isWithin(names ?? [], linux.folder ?? [], linux, true)]).toEqual([walk, isInside]);
      const reach = reachOf(["home", "ada", "p", "**"], names ?? []);
      expect([walk, reach.isWhole]).toEqual([walk, isInside]);
    }
    expect(left).toBeGreaterThan(RUNS / 10);
  });

  test("on Windows with both slashes, drives and roots, too", () => {
    const random = createRandom(2);
    const starts = ["", "", "", "\\", "/", "C:\\", "c:/", "D:\\", "C:\\Users\\ada\\p\\"];
    let left = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const parts = Array.from({ length: 1 + random(8) }, () =>
        pick(random, ["..", ".", "", "a", "src", "p", "ada", "Users"]),
      );
      let walk = pick(random, starts);
      for (const part of parts) walk += part + pick(random, ["\\", "/"]);
      const resolved = resolvePath(walk, windows);
      // Two slashes at the beginning name a server.
      if ("problem" in resolved || /^[\\/]{2}/.test(walk)) continue;
      const expected = win32.resolve("C:\\Users\\ada\\p", walk).replace(/^[a-z]:/, (drive) => drive.toUpperCase());
      const own = resolved.names.join("\\") + (resolved.names.length === 1 ? "\\" : "");
      expect([walk, own]).toEqual([walk, expected]);
      const isInside = /^C:\\Users\\ada\\p(?:\\|$)/i.test(expected);
      if (!isInside) left += 1;
      expect([walk, isWithin(resolved.names, windows.folder ?? [], windows, true)]).toEqual([walk, isInside]);
    }
    expect(left).toBeGreaterThan(RUNS / 10);
  });

  test("of whatever characters never come out below the folder where the system says they are not", () => {
    const random = createRandom(3);
    const characters = Array.from("../..//~ab \t\n\0\\:*?%$@\u202e\u200b\u00a0\uff0e\uff0f\u2024\ud800");
    for (let run = 0; run < RUNS; run += 1) {
      const text = Array.from({ length: 1 + random(12) }, () => pick(random, characters)).join("");
      const names = namesIn(text, linux);
      if (names === undefined || text.startsWith("~")) continue;
      expect([text, `/${names.join("/")}`]).toEqual([text, posix.resolve("/home/ada/p", text)]);
      expect(names.some((name) => name === "" || name === "." || name === ".." || name.includes("/"))).toBe(false);
    }
  });
});

describe("what is not known", () => {
  test("a relative path needs a working folder, and a tilde a home", () => {
    const nowhere = pathWorldOf(null, null);
    expect(resolvePath("a", nowhere)).toEqual({ problem: "begins at a working folder that is not known" });
    expect(resolvePath("~/a", nowhere)).toEqual({ problem: "begins at a home folder that is not known" });
    expect(resolvePath("/a", nowhere)).toEqual({ names: ["a"] });
  });

  test("a working folder that is no full path is none", () => {
    expect(pathWorldOf("src", null).folder).toBeUndefined();
    expect(pathWorldOf("C:\\p", { platform: "linux" }).folder).toBeUndefined();
  });

  test("the folder of the call goes before that of the session, and tells the system where nothing else does", () => {
    expect(pathWorldOf("/a", { folder: "/b" }).folder).toEqual(["b"]);
    expect(pathWorldOf("C:\\a", null)).toMatchObject({ isWindows: true, isCaseSensitive: false });
    expect(pathWorldOf("/a", null)).toMatchObject({ isWindows: false, isCaseSensitive: undefined });
  });
});

test("which paths are full", () => {
  const full = ["/", "/a", "C:\\", "c:/a", "\\\\server\\share"].filter((path) => !isFullPath(path));
  const others = ["", "a", "./a", "~", "~/a", "C:", "C:a", "\\a"].filter((path) => isFullPath(path));
  expect([full, others]).toEqual([[], []]);
});

describe("patterns", () => {
  test("of one name match as a regular expression would", () => {
    const random = createRandom(4);
    let matched = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const pattern = Array.from({ length: random(6) }, () => pick(random, Array.from("ab*?."))).join("");
      const text = Array.from({ length: random(7) }, () => pick(random, Array.from("ab."))).join("");
      const expected = asRegExp(pattern).test(text);
      if (expected) matched += 1;
      expect([pattern, text, covers(pattern, text, true)]).toEqual([pattern, text, expected]);
    }
    expect(matched).toBeGreaterThan(RUNS / 20);
  });

  test("of many names match as a regular expression over them would", () => {
    const random = createRandom(5);
    let matched = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const forms = Array.from({ length: random(5) }, () => pick(random, ["a", "b", "*", "**", "a*"]));
      const names = Array.from({ length: random(6) }, () => pick(random, ["a", "b", "ab", "c"]));
      const form = forms.map((one) => (one === "**" ? "(?:[^/]+/)*" : `${one.replaceAll("*", "[^/]*")}/`)).join("");
      const expected = new RegExp(`^${form}$`).test(names.map((name) => `${name}/`).join(""));
      if (expected) matched += 1;
      expect([forms, names, reachOf(forms, names).isWhole]).toEqual([forms, names, expected]);
    }
    expect(matched).toBeGreaterThan(RUNS / 20);
  });

  test("made to take for ever do not", () => {
    expect(covers(`${"a*".repeat(2000)}b`, "a".repeat(4000))).toBe(false);
    const forms = Array.from({ length: 500 }, () => "**").concat("x");
    expect(
      reachOf(
        forms,
        Array.from({ length: 500 }, () => "a"),
      ).isWhole,
    ).toBe(false);
  });
});
