import type { Pending } from "./sending.ts";

const name = "muster.unsent";

/** Where unconfirmed replies outlive a reload: this tab's own storage. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const isPending = (value: unknown): value is Pending => {
  const pending = value as Partial<Pending> | null;
  return (
    typeof pending?.localId === "string" &&
    typeof pending.sessionId === "string" &&
    typeof pending.text === "string" &&
    typeof pending.createdAt === "string" &&
    typeof pending.afterSeq === "number"
  );
};

export const readUnsent = (shelf: Shelf): Pending[] => {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(name) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(isPending).map((pending) => ({ ...pending, attachments: pending.attachments ?? [] }));
  } catch {
    return [];
  }
};

export const keepUnsent = (shelf: Shelf, unsent: readonly Pending[]): void => {
  try {
    if (unsent.length === 0) shelf.removeItem(name);
    else shelf.setItem(name, JSON.stringify(unsent.map((pending) => ({ ...pending, error: null }))));
  } catch {
    // Full or forbidden: they are still on the screen.
  }
};
