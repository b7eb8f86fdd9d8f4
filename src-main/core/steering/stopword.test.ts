import { describe, expect, test } from "vitest";
import { hintOf, parseReply, parseStopWord } from "./stopword.ts";

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

describe("slash words", () => {
  test.each([
    ["/interrupt", { text: "", stop: false, command: "interrupt" }],
    ["  /Interrupt \n wrong file ", { text: "wrong file", stop: false, command: "interrupt" }],
    ["/status", { text: "", stop: false, command: "status" }],
    ["/interrupt wrong file /stop", { text: "wrong file", stop: true, command: "interrupt" }],
    ["/stop", { text: "", stop: true, command: null }],
    ["say /interrupt", { text: "say /interrupt", stop: false, command: null }],
    ["/interrupted", { text: "/interrupted", stop: false, command: null }],
    ["/status/x", { text: "/status/x", stop: false, command: null }],
    ["/deploy now", { text: "/deploy now", stop: false, command: null }],
  ])("%j", (text, parsed) => {
    expect(parseReply(text, "/stop")).toEqual(parsed);
  });

  test("that mean nothing are hinted at, paths and plain words are not", () => {
    expect(hintOf("/deploy now", "/stop")).toBe(
      "`/deploy` is unknown, so it was sent as text. Known words: /stop, /interrupt, /status.",
    );
    expect(hintOf("/stop it", "/stop")).toContain("stops only at the end");
    expect(hintOf("/stop it", "/halt")).toContain("is unknown");
    const plain = ["/status", "/stop", "/interrupt x", "/usr/bin is full", "/ alone", "and/or", "hello"];
    expect(plain.map((text) => hintOf(text, "/stop"))).toEqual(plain.map(() => null));
  });
});
