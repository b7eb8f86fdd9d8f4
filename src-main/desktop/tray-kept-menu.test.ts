import { EventEmitter } from "node:events";
import type { Menu } from "electron";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeptMenu } from "./tray-kept-menu.ts";
import type { TrayEntry } from "./tray-menu.ts";

const words = (label: string, toolTip = "tip") => ({
  toolTip,
  entries: [{ type: "words", label }] satisfies TrayEntry[],
});

/** A tray that keeps what was set on it, and the menu that it has now. */
const start = () => {
  const set: string[] = [];
  let menu = Object.assign(new EventEmitter(), { label: "" });
  const build = ([first]: readonly TrayEntry[]) => {
    menu = Object.assign(new EventEmitter(), { label: first?.type === "words" ? first.label : "" });
    return menu as unknown as Menu;
  };
  const tray = {
    setContextMenu: () => void set.push(menu.label),
    setToolTip: (toolTip: string) => void set.push(`tip: ${toolTip}`),
  };
  const kept = createKeptMenu(tray, build);
  kept.show(words("a"));
  set.length = 0;
  const happens = (event: "menu-will-show" | "menu-will-close") => {
    menu.emit(event);
    vi.advanceTimersByTime(1);
  };
  return { kept, set, happens };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a menu is replaced only by another one, as is the tool tip", () => {
  const { kept, set } = start();
  for (const label of ["a", "b", "b", "a"]) kept.show(words(label));
  kept.show(words("a", "other"));
  kept.show(words("a", "other"));
  expect(set).toEqual(["b", "a", "tip: other"]);
});

test("nothing is replaced while the menu is open, nor before what was chosen in it is told", () => {
  const { kept, set, happens } = start();
  happens("menu-will-show");
  kept.show(words("b"));
  kept.show(words("c", "other"));
  happens("menu-will-close");
  expect(set).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(set).toEqual(["tip: other", "c"]);
});

test("where nobody says that a menu was closed, a choice says so", () => {
  const { kept, set, happens } = start();
  happens("menu-will-show");
  kept.show(words("b"));
  kept.chosen();
  vi.advanceTimersByTime(300);
  expect(set).toEqual(["b"]);
});

test("one that was put away is replaced by and by, and at once when it is opened again", () => {
  const { kept, set, happens } = start();
  happens("menu-will-show");
  kept.show(words("b"));
  vi.advanceTimersByTime(19_000);
  expect(set).toEqual([]);
  happens("menu-will-show");
  expect(set).toEqual(["b"]);
  kept.show(words("c"));
  vi.advanceTimersByTime(19_000);
  expect(set).toEqual(["b"]);
  vi.advanceTimersByTime(2000);
  expect(set).toEqual(["b", "c"]);
  expect(vi.getTimerCount()).toBe(0);
});
