import { EventEmitter } from "node:events";
import type { Menu, NativeImage } from "electron";
import { describe, expect, test, vi } from "vitest";
import { followDesk, type TrayIconParts } from "./tray-icon.ts";
import type { TrayEntry } from "./tray-menu.ts";

type Desk = TrayIconParts["desk"];
type Now = ReturnType<Desk["now"]>;

const picture = (needs: number, working = 0): Now => ({
  needs: [],
  working: [],
  counts: { needs, working },
  doNotDisturbUntil: null,
  quiet: null,
});

/** A desk whose picture the test sets. */
const startDesk = () => {
  let current = picture(0);
  let listener: ((now: Now) => void) | null = null;
  const desk: Desk = {
    now: () => current,
    watch(next) {
      listener = next;
      next(current);
      return () => {
        listener = null;
      };
    },
    offers: () => [],
    setDoNotDisturb: () => Promise.resolve(),
    refresh: () => {},
  };
  const show = (now: Now) => {
    current = now;
    listener?.(now);
  };
  return { desk, show, isWatched: () => listener !== null };
};

const firstLine = (menu: unknown) => (menu as { first: string }).first;

/** An icon that keeps what was done with it, for a system. */
const start = (platform: NodeJS.Platform) => {
  const done: string[] = [];
  const { desk, show, isWatched } = startDesk();
  const icon = Object.assign(new EventEmitter(), {
    setImage: (image: unknown) => void done.push(`image ${String(image)}`),
    setToolTip: (words: string) => void done.push(`tip ${words}`),
    setTitle: (words: string) => void done.push(`title ${words}`),
    setContextMenu: (menu: unknown) => void done.push(`menu ${firstLine(menu)}`),
    popUpContextMenu: (menu: unknown) => void done.push(`popped ${firstLine(menu)}`),
  });
  const stop = followDesk(icon as unknown as Parameters<typeof followDesk>[0], {
    platform,
    desk,
    imageAt: (name) => name as unknown as NativeImage,
    buildMenu: ([entry]: readonly TrayEntry[]) =>
      Object.assign(new EventEmitter(), { first: entry && "label" in entry ? entry.label : "" }) as unknown as Menu,
    open: () => void done.push("opened"),
    toggle: () => void done.push("toggled"),
  });
  return { icon, done, show, stop, isWatched };
};

describe("on Linux", () => {
  test("the icon has its menu beforehand, and what is the same is not set again", () => {
    const { done, show } = start("linux");
    show(picture(2, 1));
    show({ ...picture(2, 1) });
    expect(done).toEqual([
      "image tray/linux/normal.png",
      "tip Muster: Nobody needs you",
      "menu Nobody needs you",
      "image tray/linux/needs.png",
      "tip Muster: 2 need you · 1 working",
      "menu 2 need you",
    ]);
  });
});

describe.each(["darwin", "win32"] as const)("on %s", (platform) => {
  test("the menu is built when it is opened, from what is so then, and none takes the clicks away", () => {
    const { icon, done, show } = start(platform);
    show(picture(1));
    expect(done.filter((what) => what.startsWith("menu"))).toEqual([]);
    icon.emit("right-click");
    expect(done.at(-1)).toBe("popped 1 needs you");
    icon.emit("click");
    icon.emit("double-click");
    expect(done.slice(-2)).toEqual(["toggled", "opened"]);
  });
});

const titles = (platform: NodeJS.Platform) => {
  const { done, show } = start(platform);
  for (const count of [1, 1, 12, 0]) show(picture(count));
  return done.filter((what) => what.startsWith("title"));
};

test("only a Mac has the count beside the icon", () => {
  expect(titles("darwin")).toEqual(["title ", "title 1", "title 12", "title "]);
  expect(titles("win32")).toEqual([]);
});

test("an icon that is gone follows no more", () => {
  vi.useFakeTimers();
  const { stop, isWatched } = start("linux");
  expect(isWatched()).toBe(true);
  stop();
  expect(isWatched()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
