type Listener = (said: unknown) => void;

/** Between the main process, which says something, and the screen, which may not be drawn yet. */
export interface LastSaid {
  /** Tells it now, or as soon as someone listens; of several only the last. */
  say(said: unknown): void;
  /** Calls back for each one; returns the way to stop. */
  listen(listener: Listener): () => void;
}

export const createLastSaid = (): LastSaid => {
  let listening: Listener | null = null;
  let kept: { said: unknown } | null = null;
  return {
    say: (said) => {
      if (listening) listening(said);
      else kept = { said };
    },
    listen: (listener) => {
      listening = listener;
      if (kept !== null) listener(kept.said);
      kept = null;
      return () => {
        if (listening === listener) listening = null;
      };
    },
  };
};
