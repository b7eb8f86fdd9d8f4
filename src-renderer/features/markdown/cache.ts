/** A map that forgets what was not used for longest once it holds more than `most` weights. */
export interface Cache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, weight?: number): void;
  clear(): void;
  readonly size: number;
}

/** A cache bounded by the sum of the weights of what it holds. */
export const createCache = <V>(most: number): Cache<V> => {
  const held = new Map<string, { value: V; weight: number }>();
  let total = 0;
  const drop = (key: string) => {
    total -= held.get(key)?.weight ?? 0;
    held.delete(key);
  };
  return {
    get(key) {
      const found = held.get(key);
      if (found === undefined) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set(key, value, weight = 1) {
      drop(key);
      held.set(key, { value, weight });
      total += weight;
      for (const oldest of held.keys()) {
        if (total <= most || oldest === key) break;
        drop(oldest);
      }
    },
    clear() {
      held.clear();
      total = 0;
    },
    get size() {
      return held.size;
    },
  };
};
