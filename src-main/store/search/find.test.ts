import { expect, it } from "vitest";
import { postAll, indexOver } from "../testing/search.ts";
import { session } from "../testing/store.ts";

it("finds messages that have all words, in any order and case, newest first", async () => {
  const { find } = await indexOver(["The tests pass", "tests for the parser", "pass the parser tests", "nothing here"]);
  expect(find("TESTS parser")).toEqual([3, 2]);
  expect(find("the")).toEqual([3, 2, 1]);
  expect(find("tests missing")).toEqual([]);
});

it("answers with the words, folded, and how far the index has come", async () => {
  const { index } = await indexOver(["one", "two"]);
  const found = index.find({ text: 'Café "Über ALLES" jwt_verify', limit: 5 });
  expect(found).toEqual({ globalSeqs: [], words: ["cafe", "uber", "alles", "jwt", "verify"], indexedUpTo: 2 });
});

it("takes the last word as the beginning of one from three characters on", async () => {
  const { find } = await indexOver(["a refactoring of auth", "factory", "reference"]);
  expect(find("ref")).toEqual([3, 1]);
  expect(find("re")).toEqual([]);
  expect(find("ref auth")).toEqual([]);
  expect(find("auth refac")).toEqual([1]);
});

it("takes words between quotes as they follow each other, the last one whole", async () => {
  const { find } = await indexOver(["use the force", "the use force", "use the forces"]);
  expect(find('"use the force"')).toEqual([1]);
  expect(find('"use the forc"')).toEqual([]);
  expect(find('"use the" forc')).toEqual([3, 1]);
  expect(find('"use the forces')).toEqual([3]);
});

it("finds names out of code by the whole and by their parts", async () => {
  const { find } = await indexOver(["calls jwt_verify in src/session.ts:42", "verify the jwt", "MUSTER_PORT=4680"]);
  expect(find("jwt_verify")).toEqual([1]);
  expect(find("verify")).toEqual([2, 1]);
  expect(find("session.ts")).toEqual([1]);
  expect(find("src/session.ts:42")).toEqual([1]);
  expect(find("muster_port=46")).toEqual([]);
  expect(find("muster_port=468")).toEqual([3]);
});

it("does not care about accents, and keeps the marks of scripts that need them", async () => {
  const { find } = await indexOver(["Crème brûlée", "cafe\u0301 und U\u0308bung", "हिन्दी भाषा", "Žluťoučký"]);
  expect(find("creme brulee")).toEqual([1]);
  expect(find("café")).toEqual([2]);
  expect(find("übung")).toEqual([2]);
  expect(find("हिन्दी")).toEqual([3]);
  expect(find("ह")).toEqual([]);
  expect(find("zlutoucky")).toEqual([4]);
});

it("finds a part of a sentence in scripts without spaces between words", async () => {
  const { find } = await indexOver(["日本語の全文検索を試す", "検索と日本", "テストが通った"]);
  expect(find("全文検索")).toEqual([1]);
  expect(find("検索")).toEqual([2, 1]);
  expect(find("索検")).toEqual([]);
  expect(find("テスト")).toEqual([3]);
});

it("goes on before a place, without a gap or a double", async () => {
  const { find } = await indexOver(Array.from({ length: 25 }, (_, n) => `match number ${n}`));
  const pages = [find("match", { limit: 10 })];
  pages.push(find("match", { limit: 10, before: pages[0]?.at(-1) ?? 0 }));
  pages.push(find("match", { limit: 10, before: pages[1]?.at(-1) ?? 0 }));
  expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
  expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n));
});

it("stays inside one discussion when asked to", async () => {
  const { store, catchUp, find } = await indexOver(["common word here"]);
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Two" })));
  await postAll(store, ["common word there", "something else"], "s2");
  catchUp();
  expect(find("common")).toEqual([2, 1]);
  expect(find("common", { sessionIds: ["s1"] })).toEqual([1]);
  expect(find("common", { sessionIds: ["s2"] })).toEqual([2]);
  expect(find("common", { sessionIds: ["nowhere"] })).toEqual([]);
  expect(find("common", { sessionIds: ["s2", "nowhere", "s1"] })).toEqual([2, 1]);
  expect(find("common", { sessionIds: [] })).toEqual([]);
});

it("does not find a message by the token of its discussion", async () => {
  const { find } = await indexOver(["hello"]);
  expect(find("d1")).toEqual([]);
  expect(find("scope:d1")).toEqual([]);
  expect(find("d1", { sessionIds: ["s1"] })).toEqual([]);
});

it("does not find what was deleted, at once and after the index has caught up, and fills the page with the rest", async () => {
  const { store, catchUp, find, indexed } = await indexOver(["keep this match"]);
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Two" })));
  await postAll(
    store,
    Array.from({ length: 1200 }, () => "drop this match"),
    "s2",
  );
  await store.write((tx) => tx.sessions.insert(session({ id: "s3", title: "Three" })));
  await postAll(store, ["a match that stays"], "s3");
  catchUp();
  expect(find("match", { limit: 3 })).toEqual([1202, 1201, 1200]);
  await store.write((tx) => tx.sessions.remove("s2"));
  expect(find("match", { limit: 3 })).toEqual([1202, 1]);
  catchUp();
  expect(find("match", { limit: 3 })).toEqual([1202, 1]);
  expect(find("drop")).toEqual([]);
  expect([indexed("drop"), indexed("match")]).toEqual([0, 2]);
});

it("takes in long texts a few at a time and misses none", async () => {
  const long = "filler ".repeat(9000);
  const { find, index } = await indexOver(Array.from({ length: 40 }, (_, n) => `${long} needle${n}`));
  expect(index.find({ text: "filler", limit: 100 })).toMatchObject({ globalSeqs: { length: 40 }, indexedUpTo: 40 });
  expect(find("needle17")).toEqual([18]);
});

it("does not take in what is left of a session that was removed before its turn came", async () => {
  const { store, catchUp, find, indexed } = await indexOver([]);
  await store.write((tx) => tx.sessions.insert(session({ id: "s2", title: "Two" })));
  await postAll(
    store,
    Array.from({ length: 400 }, () => "never indexed"),
  );
  await postAll(store, ["a match that stays"], "s2");
  await store.write((tx) => tx.sessions.remove("s1"));
  catchUp();
  expect(indexed("never")).toBe(0);
  expect(find("match")).toEqual([401]);
});

const tricks = [
  '"',
  '""',
  '"""',
  "'",
  "*",
  "a*",
  "^a",
  "-a",
  "+a",
  "a AND",
  "AND",
  "OR b",
  "NOT",
  "a NOT b",
  "NEAR(a b)",
  "NEAR",
  "a NEAR/2 b",
  "(",
  ")",
  "((a)",
  "{text}: a",
  "text:a",
  "scope : d1",
  "a:b:c",
  "\\",
  'a\\"b',
  ";",
  "--",
  "/* a",
  "%",
  "_",
  "?",
  "$1",
  "a\u0000b",
  "\u0000",
  "\u202e",
  "\ud800",
  "🦜",
  "🦜 a",
  "\n",
  "\u00a0",
  "a".repeat(5000),
  "a ".repeat(5000),
  '"a '.repeat(500),
  "*".repeat(200),
]; // prettier-ignore

it("takes all the signs of the query language for nothing but words", async () => {
  const { find } = await indexOver(["a b"]);
  const answers = tricks.map((text) => find(text));
  expect(answers.filter((answer) => !Array.isArray(answer))).toEqual([]);
});

it("takes any heap of signs for nothing but words", async () => {
  const { find } = await indexOver(["some text to find"]);
  const signs = [
    "a",
    "text",
    '"',
    "*",
    "(",
    ")",
    "{",
    "}",
    ":",
    "^",
    "-",
    "+",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    " ",
    "\u0000",
    "'",
    "\\",
    "é",
    "検",
    "🦜",
    "\u0301",
  ];
  let state = 42;
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % most;
  };
  const searches = Array.from({ length: 500 }, () =>
    Array.from({ length: 1 + next(12) }, () => signs[next(signs.length)]).join(next(2) === 0 ? "" : " "),
  );
  const answers = searches.map((text) => find(text));
  expect(answers.every((answer) => Array.isArray(answer))).toBe(true);
});
