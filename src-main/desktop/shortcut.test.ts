import { expect, test } from "vitest";
import { createNeedCycle } from "./next-need.ts";
import { createShortcut } from "./shortcut.ts";

/** A system where some keys are another program's. */
const systemWith = (others: string[]) => {
  const held = new Map<string, () => void>();
  return {
    held,
    register: (keys: string, act: () => void) => {
      if (!keys.includes("+")) throw new TypeError("conversion failure");
      if (others.includes(keys) || held.has(keys)) return false;
      held.set(keys, act);
      return true;
    },
    unregister: (keys: string) => void held.delete(keys),
  };
};

test("the keys act, others take their place, none leaves none", () => {
  const system = systemWith([]);
  let pressed = 0;
  const shortcut = createShortcut(system, "Control+Alt+M", () => pressed++);
  system.held.get("Control+Alt+M")?.();
  expect([pressed, shortcut.problem()]).toEqual([1, null]);
  shortcut.set("Control+Alt+N");
  expect([...system.held.keys()]).toEqual(["Control+Alt+N"]);
  shortcut.set(null);
  expect([...system.held.keys()]).toEqual([]);
  shortcut.set("Control+Alt+M");
  shortcut.close();
  expect([...system.held.keys()]).toEqual([]);
});

test("keys that are another program's are left to it and said so, and others work then", () => {
  const system = systemWith(["Control+Alt+M"]);
  const shortcut = createShortcut(system, "Control+Alt+M", () => undefined);
  expect(shortcut.problem()).toMatch(/Control\+Alt\+M is already used/);
  shortcut.set("nonsense");
  expect(shortcut.problem()).toMatch(/does not know the keys nonsense/);
  shortcut.set("Control+Alt+N");
  expect(shortcut.problem()).toBeNull();
});

test("going on leads through all that need someone and around, also past one that was answered", () => {
  let needs = ["a", "b", "c"].map((sessionId) => ({ sessionId, messageSeq: 1 }));
  const next = createNeedCycle(() => needs);
  const names = (count: number) => Array.from({ length: count }, () => next()?.sessionId ?? null);
  expect(names(4)).toEqual(["a", "b", "c", "a"]);
  needs = needs.filter(({ sessionId }) => sessionId !== "a");
  expect(names(2)).toEqual(["b", "c"]);
  needs = [];
  expect(names(2)).toEqual([null, null]);
  needs = [{ sessionId: "d", messageSeq: 2 }];
  expect(names(2)).toEqual(["d", "d"]);
});
