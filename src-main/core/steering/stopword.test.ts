import { describe, expect, test } from "vitest";
import { parseStopWord } from "./stopword.ts";

describe("the stop word", () => {
  test.each([
    ["alone", "/stop", "", true],
    ["alone, with space around it", "  /stop \n", "", true],
    ["alone, in other case", "/STOP", "", true],
    ["at the end of a message", "commit first /stop", "commit first", true],
    ["at the end, on a line of its own", "commit first\n\n/Stop\n", "commit first", true],
    ["twice", "/stop /stop", "/stop", true],
    ["at the beginning", "/stop the server, then go on", "/stop the server, then go on", false],
    ["inside", "say /stop when done", "say /stop when done", false],
    ["as the end of a longer word", "look at src/stop", "look at src/stop", false],
    ["as the beginning of one", "/stopping", "/stopping", false],
    ["with a full stop after it", "/stop.", "/stop.", false],
    ["not at all", "  go on  ", "  go on  ", false],
  ])("%s", (_where, text, rest, stop) => {
    expect(parseStopWord(text, "/stop")).toEqual({ text: rest, stop });
  });

  test("may be another one", () => {
    expect(parseStopWord("fertig HALT", "halt")).toEqual({ text: "fertig", stop: true });
    expect(parseStopWord("/stop", "halt")).toEqual({ text: "/stop", stop: false });
    expect(parseStopWord("a.*", ".*")).toEqual({ text: "a.*", stop: false });
  });

  test("in letters that change their length with their case", () => {
    expect(parseStopWord("İİİ dur", "dur")).toEqual({ text: "İİİ", stop: true });
    expect(parseStopWord("weiter BİTİR", "BİTİR")).toEqual({ text: "weiter", stop: true });
  });

  test("after an endless run of spaces is found in no time", () => {
    const begun = performance.now();
    expect(parseStopWord(`x${" ".repeat(60_000)}y`, "/stop").stop).toBe(false);
    expect(parseStopWord(`x${" ".repeat(60_000)}/stop`, "/stop")).toEqual({ text: "x", stop: true });
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
