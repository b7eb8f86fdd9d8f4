import { expect, test } from "vitest";
import type { PersonSession } from "#contract/session.ts";
import { type Command, chosenText, commandsOf, matching } from "./commands.ts";

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

const of = (kind: string | null) => commandsOf({ agent: { kind }, state: "working" } as PersonSession, "/halt");

test("the words that are sent to the agent stand first, with the hub's own stop word", () => {
  const sent = of("claude").filter(({ run }) => run === null);
  expect(sent.map(({ name }) => name)).toEqual(["/halt", "/interrupt", "/status"]);
  expect(of("claude").slice(0, 3)).toEqual(sent);
  expect(sent.map(chosenText)).toEqual(["/halt", "/interrupt ", "/status"]);
});

const interrupt = (kind: string | null) => of(kind).find(({ name }) => name === "/interrupt")?.words;

test("that a tool call is refused is only said of agents where that can be", () => {
  expect(interrupt("claude")).toMatch(/refuses its next tool call/);
  expect(interrupt("script")).toMatch(/as text/);
  expect(interrupt(null)).toMatch(/as text/);
});
