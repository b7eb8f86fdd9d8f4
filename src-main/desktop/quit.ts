import { app } from "electron";

// Longer than any commit takes; what the hub answered for is on disk anyway.
const mostWaitMilliseconds = 10_000;

/** Lets the app end only after `close` has; with exit code 1 when that fails or takes too long. */
export const closeBeforeQuit = (close: () => Promise<void>, onError: (error: unknown) => void): void => {
  let isClosing = false;
  const fail = (error: unknown) => {
    onError(error);
    app.exit(1);
  };
  app.on("will-quit", (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => fail(new Error("The hub did not end in time.")), mostWaitMilliseconds).unref();
    close().then(() => app.exit(0), fail);
  });
};
