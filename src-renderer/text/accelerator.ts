// A shortcut of the whole computer, as Electron writes it (its documentation: Accelerator): `Control+Alt+M`.

type PressedKey = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

export type System = "linux" | "darwin" | "win32" | "other";

const named: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Enter: "Return",
  " ": "Space",
};
const asTheyAre = /^(?:F(?:[1-9]|1\d|2[0-4])|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Tab)$/;

/** The key without its modifiers; what it would type counts for little, since Alt and Shift change that. */
const keyOf = ({ key, code }: PressedKey): string | null => {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const [, digit] = /^Digit(\d)$/.exec(code) ?? [];
  return letter ?? digit ?? named[key] ?? (asTheyAre.test(key) ? key : null);
};

const isModifier = (key: string) => /^(?:Control|Shift|Alt|AltGraph|Meta|OS|CapsLock|Fn)$/.test(key);

/**
 * The shortcut that a key press asks for, or why it can't be one; `null` while only modifiers are held. A shortcut counts
 * everywhere on the computer, so one that is typed in plain writing is none.
 */
export const acceleratorOf = (pressed: PressedKey, system: System): { keys: string } | { problem: string } | null => {
  if (isModifier(pressed.key)) return null;
  const key = keyOf(pressed);
  if (key === null) return { problem: "This key can’t be used: take a letter, a digit, an arrow or an F key." };
  const strong = [
    pressed.ctrlKey && "Control",
    pressed.metaKey && (system === "darwin" ? "Command" : "Super"),
    pressed.altKey && "Alt",
  ].filter((name) => name !== false);
  if (strong.length === 0)
    return { problem: `Hold ${system === "darwin" ? "⌘, Control or Option" : "Ctrl or Alt"} too.` };
  return { keys: [...strong, ...(pressed.shiftKey ? ["Shift"] : []), key].join("+") };
};

const appleCaps: Readonly<Record<string, string>> = {
  Control: "⌃",
  Command: "⌘",
  CommandOrControl: "⌘",
  Alt: "⌥",
  Shift: "⇧",
};
const otherCaps: Readonly<Record<string, string>> = { Control: "Ctrl", CommandOrControl: "Ctrl", Super: "Win" };
const arrows: Readonly<Record<string, string>> = { Up: "↑", Down: "↓", Left: "←", Right: "→", Return: "⏎" };

/** A shortcut as it is read: `Ctrl Alt M`, on a Mac `⌃⌥M`. */
export const acceleratorText = (keys: string, system: System): string => {
  const caps = system === "darwin" ? appleCaps : system === "linux" ? { ...otherCaps, Super: "Super" } : otherCaps;
  return keys
    .split("+")
    .map((part) => caps[part] ?? arrows[part] ?? part)
    .join(system === "darwin" ? "" : " ");
};
