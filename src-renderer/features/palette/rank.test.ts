import { expect, test } from "vitest";
import { rank } from "./rank.ts";

const titles = ["Refactor auth module", "Triage flaky tests", "Great factory automation", "Überprüfung der Größe"];
const find = (typed: string, most = 10) => rank(titles, typed, (title) => title, most);

test("letters in their order find a title, and the closer match comes first", () => {
  expect(find("rfauth")[0]).toBe("Refactor auth module");
  expect(find("auth")[0]).toBe("Refactor auth module");
  expect(find("flaky")).toEqual(["Triage flaky tests"]);
});

test("case and Unicode form make no difference", () => {
  expect(find("GRÖSSE")).toEqual(["Überprüfung der Größe"]);
  expect(find("u\u0308ber")).toEqual(["Überprüfung der Größe"]);
});

test("what doesn't fit isn't there, and no more come than are asked for", () => {
  expect(find("zzz")).toEqual([]);
  expect(find("a", 2)).toHaveLength(2);
});

test("words are found in any order, and letters strewn over a title are no match", () => {
  expect(find("module auth")).toEqual(["Refactor auth module"]);
  expect(find("test flk")).toEqual(["Triage flaky tests"]);
  expect(rank(["Next session that needs you"], "nats", (title) => title, 9)).toEqual([]);
});
