import type { PageNotice } from "#contract/attention.ts";

const KEY = "muster.notices";
const MOST = 60;

export type Said = Pick<PageNotice, "id" | "messageSeq" | "title" | "subtitle" | "body">;

const parse = (text: string | null): string[] => {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
};

/** Remembers what was shown in this tab, also after it was loaded again. */
export const createSeen = (shelf: Pick<Storage, "getItem" | "setItem">) => {
  // Storage that is refused or full remembers for as long as the page lives.
  let kept: string[] = [];
  try {
    kept = parse(shelf.getItem(KEY));
  } catch {
    // Said above.
  }
  const put = (next: string[]) => {
    kept = next;
    try {
      shelf.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Said above.
    }
  };
  return {
    /** True the first time that a notice says this; one that says something else is new. */
    isNew({ id, messageSeq, title, subtitle, body }: Said): boolean {
      const said = JSON.stringify([id, messageSeq, title, subtitle, body]);
      if (kept.includes(said)) return false;
      put([...kept, said].slice(-MOST));
      return true;
    },
    /** It was taken away again: should the hub show it once more, it means it. */
    forget(id: string): void {
      put(kept.filter((said) => !said.startsWith(`[${JSON.stringify(id)},`)));
    },
  };
};
