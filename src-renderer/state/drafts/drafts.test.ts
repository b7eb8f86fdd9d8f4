import { expect, test } from "vitest";
import { createDrafts } from "./drafts.ts";

const createShelf = (): Storage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => Array.from(kept.keys())[at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
};

const setup = (shelf = createShelf()) => {
  let time = 0;
  const timers: (() => void)[] = [];
  const later = (run: () => void) => {
    timers.push(run);
    return () => void timers.splice(timers.indexOf(run), 1);
  };
  const drafts = createDrafts({ shelf, now: () => (time += 1), later });
  return { drafts, shelf, runTimers: () => timers.splice(0).forEach((run) => run()) };
};

const text = (words: string) => ({ text: words, quote: null });

test("a draft outlives the page once its moment to be written has come", () => {
  const first = setup();
  first.drafts.set("s1", { text: "half a thought", quote: { seq: 3, text: "why?" } });
  first.runTimers();
  expect(setup(first.shelf).drafts.get("s1")).toEqual({ text: "half a thought", quote: { seq: 3, text: "why?" } });
});

test("leaving the page writes what was typed last", () => {
  const first = setup();
  first.drafts.set("s1", text("typed in the last moment"));
  first.drafts.flush();
  expect(setup(first.shelf).drafts.get("s1").text).toBe("typed in the last moment");
});

test("a draft that was sent leaves nothing behind", () => {
  const { drafts, shelf, runTimers } = setup();
  drafts.set("s1", text("a"));
  runTimers();
  drafts.clear("s1");
  expect(shelf.length).toBe(0);
  expect(drafts.get("s1").text).toBe("");
});

test("the oldest drafts go when there are more than sixty", () => {
  const { drafts, shelf, runTimers } = setup();
  for (let i = 0; i < 70; i++) {
    drafts.set(`s${i}`, text("x"));
    runTimers();
  }
  expect(shelf.length).toBe(60);
  expect(shelf.getItem("muster.draft.s0")).toBeNull();
  expect(shelf.getItem("muster.draft.s69")).not.toBeNull();
});

test("what another window typed is shown, unless this one has typed since", () => {
  const shelf = createShelf();
  const here = setup(shelf);
  const there = setup(shelf);
  here.drafts.get("s1");
  there.drafts.set("s1", text("from there"));
  there.runTimers();
  here.drafts.changedElsewhere("muster.draft.s1");
  expect(here.drafts.get("s1").text).toBe("from there");
  here.drafts.set("s1", text("from here"));
  here.drafts.changedElsewhere("muster.draft.s1");
  expect(here.drafts.get("s1").text).toBe("from here");
});

test("a storage that is full or holds nonsense breaks nothing", () => {
  const shelf = createShelf();
  shelf.setItem("muster.draft.s1", "{nonsense");
  shelf.setItem = () => {
    throw new Error("full");
  };
  const { drafts } = setup(shelf);
  expect(drafts.get("s1").text).toBe("");
  drafts.set("s1", text("kept in the page"));
  drafts.flush();
  expect(drafts.get("s1").text).toBe("kept in the page");
});
