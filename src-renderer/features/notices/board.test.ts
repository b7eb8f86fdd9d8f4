import { beforeEach, expect, test } from "vitest";
import type { PageNotice } from "#contract/attention.ts";
import { createBoard } from "./board.ts";
import { createSeen } from "./seen.ts";

const notice = (id: string, body = "May I?"): PageNotice => ({
  id,
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 3,
  title: "Refactor",
  subtitle: "studio · claude",
  body,
});

const shelf = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

/** A page with what is shown inside and outside of it now, by id and body. */
const page = (session = shelf()) => {
  const outside = new Map<string, { body: string; click: () => void }>();
  const inside = new Map<string, string>();
  const state = { isInView: true, canShowOutside: true, opened: [] as string[], outside, inside };
  const board = createBoard({
    ...createSeen(session),
    isInView: () => state.isInView,
    showOutside: ({ id, body }, click) => {
      if (!state.canShowOutside) return null;
      const shown = { body, click };
      outside.set(id, shown);
      // As a browser does: closing one that was replaced does nothing.
      return { close: () => outside.get(id) === shown && outside.delete(id) };
    },
    showInside: ({ id, body }) => inside.set(id, body),
    hideInside: (id) => inside.delete(id),
    open: ({ id }) => state.opened.push(id),
  });
  return { board, state, outside: () => [...outside].map(([id, { body }]) => [id, body]), inside: () => [...inside] };
};

let tab: ReturnType<typeof page>;
beforeEach(() => {
  tab = page();
});

test("whoever has the page before them sees a notice in it, and nowhere else", () => {
  tab.board.show(notice("n1"));
  expect([tab.inside(), tab.outside()]).toEqual([[["n1", "May I?"]], []]);
});

test("a hidden page has the browser show it, and a click on that opens it", () => {
  tab.state.isInView = false;
  tab.board.show(notice("n1"));
  expect([tab.inside(), tab.outside()]).toEqual([[], [["n1", "May I?"]]]);
  tab.state.outside.get("n1")?.click();
  expect([tab.state.opened, tab.outside()]).toEqual([["n1"], []]);
});

test("where the browser shows none, it waits inside of the page", () => {
  Object.assign(tab.state, { isInView: false, canShowOutside: false });
  tab.board.show(notice("n1"));
  expect(tab.inside()).toEqual([["n1", "May I?"]]);
});

test("the next one of the same id takes its place, wherever each is shown", () => {
  tab.state.isInView = false;
  tab.board.show(notice("n1"));
  tab.board.show(notice("n1", "Two things"));
  expect(tab.outside()).toEqual([["n1", "Two things"]]);
  tab.state.isInView = true;
  tab.board.show(notice("n1", "Three things"));
  expect([tab.inside(), tab.outside()]).toEqual([[["n1", "Three things"]], []]);
});

test("what was answered elsewhere is taken away inside and outside", () => {
  tab.board.show(notice("n1"));
  tab.state.isInView = false;
  tab.board.show(notice("n2"));
  tab.board.withdraw("n1");
  tab.board.withdraw("n2");
  expect([tab.inside(), tab.outside()]).toEqual([[], []]);
});

test("what was taken away is shown when the hub shows it once more, and a test each time", () => {
  tab.board.show(notice("n1"));
  tab.board.withdraw("n1");
  tab.board.show(notice("n1"));
  expect(tab.inside()).toEqual([["n1", "May I?"]]);
  const tried = { ...notice("t"), kind: "test" } as const;
  tab.board.show(tried);
  tab.state.inside.clear();
  tab.board.show(tried);
  expect(tab.inside()).toEqual([["t", "May I?"]]);
});

test("what nobody needs to be told any more is taken away, and the rest stays", () => {
  tab.board.show(notice("n1"));
  tab.state.isInView = false;
  tab.board.show(notice("n2"));
  tab.board.show(notice("n3"));
  tab.board.withdrawIf(({ id }) => id !== "n3");
  expect([tab.inside(), tab.outside()]).toEqual([[], [["n3", "May I?"]]]);
  tab.board.clear();
  expect(tab.outside()).toEqual([]);
});

test("nothing is shown twice in one tab, also after it was loaded again", () => {
  const session = shelf();
  const before = page(session);
  before.board.show(notice("n1"));
  const after = page(session);
  after.board.show(notice("n1"));
  expect(after.inside()).toEqual([]);
  after.board.show(notice("n1", "Something new"));
  expect(after.inside()).toEqual([["n1", "Something new"]]);
});
