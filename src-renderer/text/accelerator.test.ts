import { expect, test } from "vitest";
import { acceleratorOf, acceleratorText } from "./accelerator.ts";

const none = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const ctrlAlt = { ...none, ctrlKey: true, altKey: true };

test.each([
  [{ ...ctrlAlt, key: "m", code: "KeyM" }, "Control+Alt+M"],
  // Option turns letters into signs on a Mac, Shift digits on all.
  [{ ...none, altKey: true, metaKey: true, key: "µ", code: "KeyM" }, "Super+Alt+M"],
  [{ ...none, ctrlKey: true, shiftKey: true, key: "!", code: "Digit1" }, "Control+Shift+1"],
  [{ ...ctrlAlt, key: "ArrowUp", code: "ArrowUp" }, "Control+Alt+Up"],
  [{ ...none, ctrlKey: true, key: "F9", code: "F9" }, "Control+F9"],
  // On another layout the letter that is written on the key counts.
  [{ ...ctrlAlt, key: "z", code: "KeyY" }, "Control+Alt+Z"],
])("a key press is written as the shortcut that it asks for", (pressed, keys) => {
  expect(acceleratorOf(pressed, "linux")).toEqual({ keys });
});

test("modifiers alone are not a shortcut yet, and what is typed in plain writing is none", () => {
  expect(acceleratorOf({ ...none, ctrlKey: true, key: "Control", code: "ControlLeft" }, "linux")).toBeNull();
  expect(acceleratorOf({ ...none, shiftKey: true, key: "M", code: "KeyM" }, "linux")).toHaveProperty("problem");
  expect(acceleratorOf({ ...ctrlAlt, key: ";", code: "Semicolon" }, "linux")).toHaveProperty("problem");
});

test("the Command key has its own name on a Mac", () => {
  expect(acceleratorOf({ ...none, metaKey: true, key: "j", code: "KeyJ" }, "darwin")).toEqual({ keys: "Command+J" });
});

test("a shortcut is read as the computer's keyboard has it", () => {
  expect(acceleratorText("CommandOrControl+Shift+M", "linux")).toBe("Ctrl Shift M");
  expect(acceleratorText("CommandOrControl+Alt+Up", "darwin")).toBe("⌘⌥↑");
});
