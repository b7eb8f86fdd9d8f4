import type { GlobalShortcut } from "electron";
import { given } from "./given.ts";

const registered = new Map<string, () => void>();
let isSuspended = false;

const parts = (keys: string) => keys.split("+");

const register: GlobalShortcut["register"] = (keys, callback) => {
  if (parts(keys).some((part) => part === "")) throw new TypeError(`Error processing argument at index 0: ${keys}`);
  if (registered.has(keys) || (given.takenShortcuts ?? []).includes(keys)) return false;
  registered.set(keys, callback);
  return true;
};

export const globalShortcut: GlobalShortcut = {
  register,
  registerAll: (all, callback) => {
    for (const keys of all) register(keys, callback);
  },
  isRegistered: (keys) => registered.has(keys),
  unregister: (keys) => void registered.delete(keys),
  unregisterAll: () => registered.clear(),
  isSuspended: () => isSuspended,
  setSuspended: (suspended) => void (isSuspended = suspended),
};

/** The combinations that the app holds system-wide. */
export const heldShortcuts = (): string[] => [...registered.keys()];

export const pressShortcut = (keys: string): void => {
  const callback = registered.get(keys);
  if (!callback) throw new Error(`Nobody registered ${keys}.`);
  if (!isSuspended) callback();
};
