import type { App } from "electron";

// Longer than any commit takes; what the hub answered for is on disk anyway.
const mostWaitMilliseconds = 10_000;

export interface Quitting {
  /** Closes now, for a quit that follows. */
  closeNow(): Promise<void>;
}

/** Lets the app end only after `close` has; with exit code 1 when that fails or takes too long. */
export const closeBeforeQuit = (
  app: Pick<App, "on" | "exit">,
  close: () => Promise<void>,
  onError: (error: unknown) => void,
): Quitting => {
  let closing: Promise<void> | null = null;
  let isClosed = false;
  let isEnding = false;
  const fail = (error: unknown) => {
    onError(error);
    app.exit(1);
  };
  const closeNow = () => {
    closing ??= (async () => {
      await close();
      isClosed = true;
    })();
    return closing;
  };
  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => fail(new Error("The hub did not end in time.")), mostWaitMilliseconds).unref();
    closeNow().then(() => app.exit(0), fail);
  });
  return { closeNow };
};
