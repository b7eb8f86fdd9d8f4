/** The part of `process` that signals come from. */
export interface SignalSource {
  on(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
  off(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
}

export interface StopSignals {
  /** Resolves when the process is asked to end. */
  readonly asked: Promise<void>;
  close(): void;
}

const names: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
// A terminal sends Ctrl-C to the whole group, and the program above passes it on: one wish, two signals.
const oneWishMs = 500;

/** Listens for the wish to end; `onImpatience` is called for each wish after the first. */
export const listenForStop = (
  onImpatience: () => void,
  source: SignalSource = process,
  clock: () => number = () => performance.now(),
): StopSignals => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let first: number | null = null;
  const hear = (): void => {
    if (first === null) {
      first = clock();
      resolve();
    } else if (clock() - first > oneWishMs) onImpatience();
  };
  for (const name of names) source.on(name, hear);
  return {
    asked,
    close: () => {
      for (const name of names) source.off(name, hear);
    },
  };
};
