import type { PageNotice } from "#contract/attention.ts";

/** A notification of the browser that is shown. */
export interface Shown {
  close(): void;
}

export interface BoardDeps {
  isNew: (notice: PageNotice) => boolean;
  /** It may be shown again. */
  forget: (id: string) => void;
  /** Whether the person has the page before them. */
  isInView: () => boolean;
  /** Shows it by the browser; null where that can't be done. */
  showOutside: (notice: PageNotice, onClick: () => void) => Shown | null;
  showInside: (notice: PageNotice) => void;
  hideInside: (id: string) => void;
  open: (notice: PageNotice) => void;
}

export interface Board {
  show(notice: PageNotice): void;
  withdraw(id: string): void;
  /** Takes away those for which this is true. */
  withdrawIf(isSettled: (notice: PageNotice) => boolean): void;
  /** Takes away all. */
  clear(): void;
}

/** Shows notices outside of the page or inside of it, each at one of the two. */
export const createBoard = (deps: BoardDeps): Board => {
  const known = new Map<string, PageNotice>();
  const outside = new Map<string, Shown>();
  const takeAway = (id: string) => {
    outside.get(id)?.close();
    outside.delete(id);
    deps.hideInside(id);
    known.delete(id);
  };
  return {
    show(notice) {
      if (notice.kind !== "test" && !deps.isNew(notice)) return;
      const { id } = notice;
      known.set(id, notice);
      if (!deps.isInView()) {
        const shown = deps.showOutside(notice, () => {
          deps.open(notice);
          takeAway(id);
        });
        if (shown) {
          // The browser lets one take the place of the other by their tag.
          outside.set(id, shown);
          deps.hideInside(id);
          return;
        }
      }
      outside.get(id)?.close();
      outside.delete(id);
      deps.showInside(notice);
    },
    withdraw(id) {
      takeAway(id);
      deps.forget(id);
    },
    withdrawIf(isSettled) {
      for (const notice of Array.from(known.values())) if (isSettled(notice)) takeAway(notice.id);
    },
    clear() {
      for (const id of Array.from(known.keys())) takeAway(id);
    },
  };
};
