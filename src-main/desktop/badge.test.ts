import { EventEmitter } from "node:events";
import type { NativeImage } from "electron";
import { expect, test } from "vitest";
import { type BadgeParts, createBadge } from "./badge.ts";

type Now = ReturnType<BadgeParts["desk"]["now"]>;

const start = (platform: NodeJS.Platform) => {
  const done: string[] = [];
  const watching: ((now: Now) => void)[] = [];
  const newWindow = (name: string) => ({
    setOverlayIcon: (image: unknown, words: string) => void done.push(`${name}: ${String(image)} "${words}"`),
  });
  const windows = [newWindow("first")];
  const app = Object.assign(new EventEmitter(), { setBadgeCount: (count: number) => done.push(`badge ${count}`) });
  const badge = createBadge({
    platform,
    desk: {
      watch(listener: (now: Now) => void) {
        watching.push(listener);
        return () => {};
      },
    } as BadgeParts["desk"],
    app: app as unknown as BadgeParts["app"],
    windows: () => windows,
    imageAt: (name) => name as unknown as NativeImage,
  });
  const show = (needs: number) => {
    for (const tell of watching) tell({ counts: { needs, working: 3 } } as Now);
  };
  const open = (name: string) => app.emit("browser-window-created", {}, newWindow(name));
  return { badge, done, show, open, listeners: () => app.listenerCount("browser-window-created") };
};

test.each(["linux", "darwin"] as const)("on %s the count is the app's, set only when it is another one", (platform) => {
  const { badge, done, show } = start(platform);
  for (const count of [0, 2, 2, 1]) show(count);
  badge.close();
  expect(done).toEqual(["badge 2", "badge 1", "badge 0"]);
});

test("on Windows the count is on the windows' buttons, also of one that opens later", () => {
  const { badge, done, show, open, listeners } = start("win32");
  open("early");
  show(2);
  show(10);
  open("late");
  badge.close();
  expect(done).toEqual([
    'first: tray/overlay/2.png "2 need you"',
    'first: tray/overlay/more.png "10 need you"',
    'late: tray/overlay/more.png "10 need you"',
    'first: null ""',
  ]);
  expect(listeners()).toBe(0);
});
