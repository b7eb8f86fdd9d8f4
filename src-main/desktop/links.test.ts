import { expect, test } from "vitest";
import { parseLaunch } from "./launch.ts";
import { parseLink } from "./links.ts";

const session = (sessionId: string, messageSeq: number | null = null) => ({ to: "session", sessionId, messageSeq });
const id = "01990f3e-7a58-7cc1-b9a4-0242ac120002";

test.each([
  [`muster://session/${id}`, session(id)],
  [`MUSTER://Session/${id}/`, session(id)],
  [`muster://session/${id}@12`, session(id, 12)],
  [`muster://session/${id}?from=mail#top`, session(id)],
  ["muster://settings", { to: "settings" }],
  ["muster://settings/", { to: "settings" }],
])("%s leads to its place", (link, place) => {
  expect(parseLink(link)).toEqual(place);
});

test.each([
  "muster:",
  "muster://",
  "muster://session",
  "muster://session/",
  "muster://session/..%2f..%2fsettings",
  "muster://session/%3Cscript%3E",
  "muster://session/a b",
  "muster://session/a/b",
  `muster://session/${"a".repeat(65)}`,
  `muster://session/${id}@99999999999999999`,
  `muster://session/a?${"x".repeat(1000)}`,
  "muster://join/evil.example",
  "muster://user:pass@session/a",
  "http://session/a",
  "javascript:muster://session/a",
])("%s leads nowhere", (link) => {
  expect(parseLink(link)).toBeNull();
});

test.each([
  [[], { act: "show", place: null }],
  [["--hidden"], { act: "hide" }],
  [["--quit"], { act: "quit" }],
  [["--no-sandbox", "--allow-file-access", "--hidden", "file"], { act: "hide" }],
  [["--", "muster://session/a"], { act: "show", place: session("a") }],
  [["--quit", "muster://session/a"], { act: "show", place: session("a") }],
  [["muster://nowhere", "muster://session/a"], { act: "show", place: null }],
])("a start with %j asks for that", (args, launch) => {
  expect(parseLaunch(["/opt/Muster/muster-desktop", ...args])).toEqual(launch);
});

test("the program's own name is no argument", () => {
  expect(parseLaunch(["--quit"])).toEqual({ act: "show", place: null });
});
