import { expect, test } from "vitest";
import { type Command, matching } from "./commands.ts";

const commands: Command[] = ["/stop", "/close", "/done"].map((name) => ({ name, words: "", run: null }));
const names = (typed: string) => matching(commands, typed).map(({ name }) => name);

test("a slash shows all commands, more letters fewer", () => {
  expect(names("/")).toEqual(["/stop", "/close", "/done"]);
  expect(names("/C")).toEqual(["/close"]);
  expect(names("/stop")).toEqual(["/stop"]);
});

test("words without a slash, with a space after it, or of no command show none", () => {
  expect(names("stop")).toEqual([]);
  expect(names("/stop now")).toEqual([]);
  expect(names("/compact")).toEqual([]);
});
