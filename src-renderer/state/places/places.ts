/** Where in a discussion somebody was. */
export interface Place {
  /** The first message in view, and how many CSS pixels of it are above. */
  seq: number;
  offset: number;
  isAtEnd: boolean;
  /** The message that the address pointed at then: that wish is fulfilled. */
  focusSeq: number | null;
}

export interface PlaceDeps {
  shelf: Pick<Storage, "getItem" | "setItem">;
  later: (run: () => void, ms: number) => () => void;
}

export interface Places {
  get(sessionId: string): Place | null;
  set(sessionId: string, place: Place): void;
  /** Writes at once what waits to be written. */
  flush(): void;
}

const KEY = "muster.places";
const MOST = 50;
const WRITE_MS = 300;

const isPlace = (value: unknown): value is Place => {
  const { seq, offset, isAtEnd, focusSeq } = (value ?? {}) as Partial<Record<keyof Place, unknown>>;
  return (
    Number.isSafeInteger(seq) &&
    Number.isFinite(offset) &&
    typeof isAtEnd === "boolean" &&
    (focusSeq === null || Number.isSafeInteger(focusSeq))
  );
};

const parse = (text: string | null): [string, Place][] => {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (entry): entry is [string, Place] => Array.isArray(entry) && typeof entry[0] === "string" && isPlace(entry[1]),
    );
  } catch {
    return [];
  }
};

/** The places of the last 50 discussions. Two windows don't undo each other: only what changed here is put over. */
export const createPlaces = ({ shelf, later }: PlaceDeps): Places => {
  const changed = new Map<string, Place>();
  let stopTimer: (() => void) | null = null;

  // A browser may refuse storage, or have it full: then a place lasts as long as the page.
  const read = () => {
    try {
      return new Map(parse(shelf.getItem(KEY)));
    } catch {
      return new Map<string, Place>();
    }
  };
  const flush = () => {
    stopTimer?.();
    stopTimer = null;
    if (changed.size === 0) return;
    const kept = read();
    for (const [id, place] of changed) {
      kept.delete(id);
      kept.set(id, place);
    }
    try {
      shelf.setItem(KEY, JSON.stringify([...kept].slice(-MOST)));
    } catch {
      // Said above.
    }
  };

  return {
    get: (sessionId) => changed.get(sessionId) ?? read().get(sessionId) ?? null,
    set(sessionId, place) {
      changed.delete(sessionId);
      changed.set(sessionId, place);
      stopTimer ??= later(flush, WRITE_MS);
    },
    flush,
  };
};
