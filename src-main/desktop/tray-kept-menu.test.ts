import { EventEmitter } from "node:events";
import type { Menu } from "electron";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeptMenu } from "./tray-kept-menu.ts";
import type { TrayEntry } from "./tray-menu.ts";

const words = (label: string): TrayEntry[] => [{ type: "words", label }];
const labelOf = (entries: readonly TrayEntry[]) => entries.map((entry) => (entry.type === "words" ? entry.label : ""));

const start = () => {
  const set: string[] = [];
  const menus: (EventEmitter & { label: string })[] = [];
  const kept = createKeptMenu({ setContextMenu: () => set.push(menus.at(-1)?.label ?? "") }, (entries) => {
    const menu = Object.assign(new EventEmitter(), { label: labelOf(entries).join() });
    menus.push(menu);
    return menu as unknown as Menu;
  });
  return { kept, set, menus };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a menu is replaced only by another one", () => {
  const { kept, set } = start();
  for (const label of ["a", "a", "b", "b", "a"]) kept.show(words(label));
  expect(set).toEqual(["a", "b", "a"]);
});

test("a menu is not replaced while it is open, nor before what was chosen in it is told", () => {
  const { kept, set, menus } = start();
  kept.show(words("a"));
  menus[0]?.emit("menu-will-show");
  kept.show(words("b"));
  kept.show(words("c"));
  menus[0]?.emit("menu-will-close");
  expect(set).toEqual(["a"]);
  vi.runAllTimers();
  expect(set).toEqual(["a", "c"]);
});

test("where nobody says that a menu was closed it is replaced after a minute", () => {
  const { kept, set, menus } = start();
  kept.show(words("a"));
  menus[0]?.emit("menu-will-show");
  kept.show(words("b"));
  vi.advanceTimersByTime(59_000);
  expect(set).toEqual(["a"]);
  vi.advanceTimersByTime(2000);
  expect(set).toEqual(["a", "b"]);
  expect(vi.getTimerCount()).toBe(0);
});
