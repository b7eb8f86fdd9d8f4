import { expect, test } from "vitest";
import { comboCaps, comboText, isCombo } from "../../ui/combo.ts";
import { createKeyRegistry, type PressedKey } from "./registry.ts";

const pressed = (key: string, change: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isTyping: false,
  ...change,
});

const bench = () => {
  const registry = createKeyRegistry();
  const done: string[] = [];
  const add = (combo: string, name = combo, when = () => true) =>
    registry.add({ combo, label: name, group: "Everywhere", run: () => void done.push(name), when });
  return { registry, done, add };
};

test("a key does its act, and none while the person types", () => {
  const { registry, done, add } = bench();
  add("j");
  expect(registry.press(pressed("j"))).toBe(true);
  expect(registry.press(pressed("j", { isTyping: true }))).toBe(false);
  expect(registry.press(pressed("j", { ctrlKey: true }))).toBe(false);
  expect(done).toEqual(["j"]);
});

test("a key with a modifier works while the person types, and when single keys are off", () => {
  const { registry, done, add } = bench();
  add("alt+j");
  add("j");
  add("escape");
  registry.press(pressed("j", { altKey: true, isTyping: true }));
  registry.press(pressed("j", { isSingleOff: true }));
  registry.press(pressed("Escape", { isSingleOff: true }));
  expect(done).toEqual(["alt+j", "escape"]);
});

test("a held key goes through the list but doesn't close one session after the other", () => {
  const { registry, done, add } = bench();
  add("j");
  add("e");
  registry.press(pressed("j", { repeat: true }));
  registry.press(pressed("e", { repeat: true }));
  expect(done).toEqual(["j"]);
});

test("of two with the same key the later one goes first, and lets through what it doesn't want", () => {
  const { registry, done, add } = bench();
  let isWanted = true;
  add("e", "outer");
  const remove = add("e", "inner", () => isWanted);
  registry.press(pressed("e"));
  isWanted = false;
  registry.press(pressed("e"));
  isWanted = true;
  remove();
  registry.press(pressed("e"));
  expect(done).toEqual(["inner", "outer", "outer"]);
});

test("letters are found by their place on a keyboard of another script, and with caps lock on", () => {
  expect(isCombo("j", pressed("о", { code: "KeyJ" }))).toBe(true);
  expect(isCombo("j", pressed("J"))).toBe(true);
  expect(isCombo("j", pressed("J", { shiftKey: true }))).toBe(false);
  expect(isCombo("?", pressed("?", { shiftKey: true }))).toBe(true);
});

test("mod is the command key on Apple's computers and Ctrl elsewhere, as it is written too", () => {
  expect(isCombo("mod+k", pressed("k", { ctrlKey: true }), false)).toBe(true);
  expect(isCombo("mod+k", pressed("k", { ctrlKey: true }), true)).toBe(false);
  expect(isCombo("mod+k", pressed("k", { metaKey: true }), true)).toBe(true);
  expect(comboText("mod+k", true)).toBe("⌘K");
  expect(comboText("mod+k", false)).toBe("Ctrl K");
  expect(comboCaps("escape")).toEqual(["Esc"]);
});

test("a digit is any of 1 to 9, whatever a keyboard needs for it, and the key is told", () => {
  const taken: string[] = [];
  const keys = createKeyRegistry();
  keys.add({ combo: "digit", label: "", group: "Discussion", run: (key) => taken.push(key), when: () => true });
  for (const key of ["1", "9", "0", "a"]) keys.press({ ...pressed(key), repeat: false, isTyping: false });
  keys.press({ ...pressed("3"), shiftKey: true, repeat: false, isTyping: false });
  keys.press({ ...pressed("4"), repeat: false, isTyping: true });
  expect(taken).toEqual(["1", "9", "3"]);
  expect(comboText("digit")).toBe("1–9");
});
