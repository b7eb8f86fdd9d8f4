import type { AttachmentRef } from "#contract/message.ts";
import type { Kept } from "./uploads.ts";

const name = "muster.attached";

/** Where files that wait to be sent outlive a reload: this tab's own storage. */
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const isFile = (value: unknown): value is AttachmentRef => {
  const file = value as Partial<AttachmentRef> | null;
  return (
    typeof file?.id === "string" &&
    typeof file.name === "string" &&
    typeof file.type === "string" &&
    typeof file.size === "number"
  );
};

const entryOf = (value: unknown): Kept[number][] => {
  if (!Array.isArray(value) || typeof value[0] !== "string" || !Array.isArray(value[1])) return [];
  return [[value[0], value[1].filter(isFile)]];
};

/** What was kept; nothing when it can't be read. */
export const readKept = (shelf: Shelf): Kept => {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(name) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(entryOf) : [];
  } catch {
    return [];
  }
};

export const writeKept = (shelf: Shelf, files: Kept): void => {
  try {
    if (files.length === 0) shelf.removeItem(name);
    else shelf.setItem(name, JSON.stringify(files));
  } catch {
    // Full or forbidden: they are still on the screen.
  }
};
