import { type Combo, isCombo, type Pressed } from "../../ui/combo.ts";

/** The parts of the `?` sheet, in its order. */
export type KeyGroup = "Everywhere" | "List" | "Discussion" | "Approvals";

export interface Key {
  combo: Combo;
  /** What it does, as the sheet says it. */
  label: string;
  group: KeyGroup;
  /** Does it, with the key that was pressed; what it returns doesn't matter. */
  run: (key: string) => void;
  /** Whether it does something now; when it doesn't, the key press goes on to others. */
  when: () => boolean;
}

export interface KeyRegistry {
  /** Adds a key; returns the way to take it away. Of two with the same combo the later one goes first. */
  add: (key: Key) => () => void;
  all: () => readonly Key[];
  /** Does what a key press asks for; true when a key took it. */
  press: (pressed: PressedKey) => boolean;
}

export interface PressedKey extends Pressed {
  repeat: boolean;
  /** The person types: only combinations with ⌘ or Ctrl count. */
  isTyping: boolean;
  /** Single keys are switched off, since a person's dictation or keyboard may press them unasked. */
  isSingleOff?: boolean;
}

// Holding down one of these goes on; others must not be done ten times a second.
const repeatable = new Set(["j", "k", "arrowup", "arrowdown"]);

const isAllowed = (combo: Combo, pressed: PressedKey) => {
  if (pressed.repeat && !repeatable.has(combo)) return false;
  const hasModifier = combo.includes("mod+") || combo.includes("alt+");
  if (hasModifier) return true;
  return !pressed.isTyping && (combo === "escape" || !pressed.isSingleOff);
};

/** The keys of the screen: each feature adds its own while it is drawn. */
export const createKeyRegistry = (): KeyRegistry => {
  const keys = new Set<Key>();
  return {
    add: (key) => {
      keys.add(key);
      return () => void keys.delete(key);
    },
    all: () => [...keys],
    press: (pressed) => {
      const taker = [...keys]
        .toReversed()
        .find((key) => isCombo(key.combo, pressed) && isAllowed(key.combo, pressed) && key.when());
      taker?.run(pressed.key);
      return taker !== undefined;
    },
  };
};

export const keyRegistry = createKeyRegistry();
