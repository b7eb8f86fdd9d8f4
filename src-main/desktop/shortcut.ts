import type { GlobalShortcut } from "electron";

/** The keys that go to the next session that needs someone, whatever program is in front. */
export interface Shortcut {
  /** Why they do not work, in words for the person. */
  problem(): string | null;
  /** Takes these keys in place of those before; null takes none. */
  set(keys: string | null): void;
  close(): void;
}

const taken = (keys: string) => `${keys} is already used by another program, or the system keeps it for itself.`;
const unknown = (keys: string) => `This system does not know the keys ${keys}.`;

/** Starts with `keys`; `act` is called for each press. */
export const createShortcut = (
  system: Pick<GlobalShortcut, "register" | "unregister">,
  keys: string | null,
  act: () => void,
): Shortcut => {
  let held: string | null = null;
  let problem: string | null = null;
  const release = () => {
    if (held !== null) system.unregister(held);
    held = null;
  };
  const set = (wanted: string | null) => {
    release();
    problem = null;
    if (wanted === null) return;
    try {
      // Tells no, rather than to fail, where another program has them.
      if (system.register(wanted, act)) held = wanted;
      else problem = taken(wanted);
    } catch {
      problem = unknown(wanted);
    }
  };
  set(keys);
  return { problem: () => problem, set, close: release };
};
