type Show = (sessionId: string) => void;

/** Between the main process, which asks for a discussion, and the screen, which may not be drawn yet. */
export interface AskedSession {
  /** Shows it now, or as soon as someone listens; of several only the last. */
  ask(sessionId: unknown): void;
  /** Calls back for each one; returns the way to stop. */
  listen(show: Show): () => void;
}

export const createAskedSession = (): AskedSession => {
  let listening: Show | null = null;
  let asked: string | null = null;
  return {
    ask: (sessionId) => {
      if (typeof sessionId !== "string") return;
      if (listening) listening(sessionId);
      else asked = sessionId;
    },
    listen: (show) => {
      listening = show;
      if (asked !== null) show(asked);
      asked = null;
      return () => {
        if (listening === show) listening = null;
      };
    },
  };
};
