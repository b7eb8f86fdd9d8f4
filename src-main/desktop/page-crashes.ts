import { type BrowserWindow, dialog, shell } from "electron";
import type { HubConfig } from "../hub.ts";
import { createCrashLimit } from "./crash-limit.ts";

export interface PageCrashesParts {
  logsFolder: string;
  logger: NonNullable<HubConfig["logger"]>;
  /** Makes the window again. */
  open(): void;
}

/** What becomes of a window whose page ended or hangs. */
export interface PageCrashes {
  /** `keep` writes down where the window and its page are, as closing does. */
  watch(window: BrowserWindow, keep: () => void): void;
}

/** After this many, so soon after each other, the page is not opened again until someone says so. */
const mostCrashes = 1;
const withinMilliseconds = 30_000;

const askAfterLoop = async (logsFolder: string): Promise<boolean> => {
  const { response } = await dialog.showMessageBox({
    type: "error",
    title: "Muster",
    message: "Muster's window keeps ending",
    detail: "The hub is at work: nothing is lost, and agents reach it. The log says what happened to the window.",
    buttons: ["Open again", "Show the log", "Close"],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (response === 1) await shell.openPath(logsFolder);
  return response === 0;
};

/** Asks whether to load a page anew that no longer answers; stops asking when it answers again. */
const askWhileHanging = async (window: BrowserWindow): Promise<boolean> => {
  const asking = new AbortController();
  const stop = () => asking.abort();
  window.once("responsive", stop);
  window.once("closed", stop);
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    title: "Muster",
    message: "The window does not answer",
    buttons: ["Wait", "Load it anew"],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal: asking.signal,
  });
  window.off("responsive", stop);
  window.off("closed", stop);
  return response === 1 && !asking.signal.aborted;
};

/** Opens the window again after a crash; asks first when it crashes over and over. */
export const createPageCrashes = ({ logsFolder, logger, open }: PageCrashesParts): PageCrashes => {
  const limit = createCrashLimit(mostCrashes, withinMilliseconds);
  let isAsking = false;
  const failed = (error: unknown) => logger.error({ error: String(error) }, "the person could not be asked");

  const openAgain = () => {
    if (!limit.isLoop()) {
      open();
      return;
    }
    if (isAsking) return;
    isAsking = true;
    void askAfterLoop(logsFolder)
      .then((wantsIt) => wantsIt && open(), failed)
      .finally(() => {
        isAsking = false;
      });
  };

  return {
    watch: (window, keep) => {
      let isReplaced = false;
      const contents = window.webContents;
      contents.on("render-process-gone", (_event, details) => {
        if (details.reason === "clean-exit" || window.isDestroyed()) return;
        logger.error({ reason: details.reason, exitCode: details.exitCode }, "the window's renderer ended");
        keep();
        window.destroy();
        if (isReplaced) open();
        else openAgain();
      });
      window.on("unresponsive", () => {
        logger.warn({}, "the window does not answer");
        void askWhileHanging(window).then((wantsIt) => {
          isReplaced = wantsIt && !window.isDestroyed();
          return isReplaced && contents.forcefullyCrashRenderer();
        }, failed);
      });
    },
  };
};
