import { createStore, type StoreApi } from "zustand/vanilla";

/** What was read of the hub, with how the last reading went. */
export interface Read<T> {
  data: T | null;
  isReading: boolean;
  /** Why the last reading failed; null when it didn't. */
  error: unknown;
}

export interface Remote<T> {
  store: StoreApi<Read<T>>;
  /** Reads it (again) while somebody shows it; give back the answer's function when it is no longer shown. */
  hold: () => () => void;
  /** Reads it again if somebody shows it. */
  again: () => void;
  /** Takes a change into what was read, and into the answer that is on its way. */
  change: (change: (data: T) => T) => void;
  forget: () => void;
}

/** Something of the hub that is read when it is shown and kept true by changes. */
export const createRemote = <T>(read: () => Promise<T>): Remote<T> => {
  const nothing: Read<T> = { data: null, isReading: false, error: null };
  const store = createStore<Read<T>>()(() => nothing);
  let holders = 0;
  let round = 0;
  let late: ((data: T) => T)[] = [];

  const load = async () => {
    round += 1;
    const mine = round;
    late = [];
    store.setState({ isReading: true });
    try {
      const answer = await read();
      if (mine !== round) return;
      store.setState({ data: late.reduce<T>((data, change) => change(data), answer), isReading: false, error: null });
    } catch (error) {
      if (mine === round) store.setState({ isReading: false, error });
    }
  };

  return {
    store,
    hold() {
      holders += 1;
      if (holders === 1) void load();
      return () => {
        holders -= 1;
      };
    },
    again() {
      if (holders > 0) void load();
    },
    change(change) {
      const { data, isReading } = store.getState();
      if (isReading) late.push(change);
      if (data !== null) store.setState({ data: change(data) });
    },
    forget() {
      round += 1;
      store.setState(nothing, true);
    },
  };
};

/** The list with this item in the place of the one with its id, or before all others. */
export const withItem = <T extends { id: string }>(items: readonly T[], item: T): T[] =>
  items.some(({ id }) => id === item.id) ? items.map((it) => (it.id === item.id ? item : it)) : [item, ...items];

export const withoutItem = <T extends { id: string }>(items: readonly T[], id: string): T[] =>
  items.filter((item) => item.id !== id);
