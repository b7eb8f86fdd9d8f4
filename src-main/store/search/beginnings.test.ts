import { expect, it } from "vitest";
import { postAll, indexOver } from "../testing/search.ts";
import { session } from "../testing/store.ts";
import { beginsLike } from "./beginnings.ts";

const MESSAGES = 900;

/** Two of three messages have a word that begins with `comm`, one of ninety one with `rare`, every other one `even`. */
const textOf = (number: number): string =>
  [
    number % 3 === 0 ? "nothing" : `commit${number}`,
    number % 90 === 0 ? `rarely${number}` : "often",
    number % 2 === 0 ? "even" : "odd",
    number % 300 === 7 ? "only" : "",
  ].join(" ");

const numbers = Array.from({ length: MESSAGES }, (_, at) => at + 1);

const manyMessages = async () => {
  const { store, find, catchUp } = await indexOver(numbers.slice(0, 600).map(textOf));
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Two" })));
  await postAll(store, numbers.slice(600).map(textOf), "s2");
  catchUp();
  return { store, find };
};

const newest = (matches: (text: string, number: number) => boolean, limit = 20) =>
  numbers
    .filter((number) => matches(textOf(number), number))
    .toReversed()
    .slice(0, limit);

it("finds the newest of many and of few that have a beginning, with and without other words", async () => {
  const { find } = await manyMessages();
  const all = { limit: 20 };
  expect(find("comm", all)).toEqual(newest((text) => text.includes("comm")));
  expect(find("rar", all)).toEqual(newest((text) => text.includes("rar")));
  expect(find("even comm", all)).toEqual(newest((text) => text.includes("even") && text.includes("comm")));
  expect(find("even rar", all)).toEqual(newest((text) => text.includes("even") && text.includes("rar")));
  expect(find("only comm", all)).toEqual(newest((text) => text.includes("only") && text.includes("comm")));
  expect(find("absent comm", all)).toEqual([]);
  expect(find("even absent", all)).toEqual([]);
});

const inFirst = (text: string, number: number) => number <= 600 && text.includes("comm");

it("stays inside one discussion, and goes on before a place", async () => {
  const { store, find } = await manyMessages();
  expect(find("comm", { sessionIds: ["s1"], limit: 20 })).toEqual(newest(inFirst));
  expect(find("comm", { before: 500, limit: 20 })).toEqual(newest((text, at) => at < 500 && text.includes("comm")));
  await store.write((tx) => tx.sessions.remove("s2"));
  expect(find("comm", { limit: 20 })).toEqual(newest(inFirst));
});

it("knows the beginning of a word in any case, with or without accents, and not its inside", () => {
  const begins = beginsLike("cafe");
  const like = ["Cafe", "one CAFETERIA", "(cafe)", "my_café", "Café au lait"];
  const unlike = ["decaf", "a2cafe", "décafé", "caf e"];
  expect(like.filter(begins)).toEqual(like);
  expect(unlike.filter(begins)).toEqual([]);
});
