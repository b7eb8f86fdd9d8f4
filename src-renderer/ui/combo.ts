/**
 * A key as it is registered: `mod+k` (⌘ on Apple's computers, Ctrl elsewhere), `shift+j`, `?`, `escape`; `digit` is
 * any of 1 to 9.
 */
export type Combo = string;

/** What counts of a key press. */
export type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const isApple = (): boolean =>
  typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);

const names: Record<string, string> = {
  escape: "Esc",
  enter: "⏎",
  arrowup: "↑",
  arrowdown: "↓",
  pageup: "Page up",
  pagedown: "Page down",
  digit: "1–9",
  " ": "Space",
};

/** The combo's caps in order, as this computer's keyboard has them: `["⌘", "K"]` or `["Ctrl", "K"]`. */
export const comboCaps = (combo: Combo, apple: boolean = isApple()): string[] =>
  combo.split("+").map((part) => {
    if (part === "mod") return apple ? "⌘" : "Ctrl";
    if (part === "shift") return apple ? "⇧" : "Shift";
    if (part === "alt") return apple ? "⌥" : "Alt";
    return names[part] ?? part.charAt(0).toUpperCase() + part.slice(1);
  });

/** One string for a tooltip or a menu: `⌘K`, `Ctrl K`. */
export const comboText = (combo: Combo, apple: boolean = isApple()): string =>
  comboCaps(combo, apple).join(apple ? "" : " ");

/** The form that `aria-keyshortcuts` wants. */
export const comboAria = (combo: Combo, apple: boolean = isApple()): string =>
  combo
    .split("+")
    .map((part) => (part === "mod" ? (apple ? "Meta" : "Control") : part.length === 1 ? part.toUpperCase() : part))
    .join("+");

// On a keyboard of another script the letters are where they are on a Latin one.
const letterOf = ({ key, code }: Pressed) => {
  const lower = key.toLowerCase();
  if (lower.length !== 1 || lower.charCodeAt(0) < 128) return lower;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? lower;
};

/** Whether a key press is this combo, no more and no less. Shift doesn't count for signs, which may need it. */
export const isCombo = (combo: Combo, pressed: Pressed, apple: boolean = isApple()): boolean => {
  const parts = combo.split("+");
  const wanted = parts.at(-1) ?? "";
  const mod = parts.includes("mod");
  if (wanted === "digit" ? !/^[1-9]$/.test(pressed.key) : letterOf(pressed) !== wanted) return false;
  if (pressed.ctrlKey !== (mod && !apple) || pressed.metaKey !== (mod && apple)) return false;
  if (pressed.altKey !== parts.includes("alt")) return false;
  // Some keyboards have their digits behind Shift.
  const isSign = wanted === "digit" || (wanted.length === 1 && !/[a-z0-9]/.test(wanted));
  return isSign || pressed.shiftKey === parts.includes("shift");
};
