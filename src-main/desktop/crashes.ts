import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { App, Dialog } from "electron";
import { z } from "zod";
import type { HubConfig } from "../hub.ts";
import { createCrashLimit } from "./crash-limit.ts";
import { startAgain } from "./launch.ts";

export interface CrashesParts {
  app: Pick<App, "relaunch" | "exit">;
  dialog: Pick<Dialog, "showErrorBox">;
  /** Where the times of crashes are kept from one start to the next. */
  file: string;
  logsFolder: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether a window is open, that is to come back. */
  hasWindow(): boolean;
  logger: NonNullable<HubConfig["logger"]> & { close(): Promise<void> };
}

const mostCrashes = 2;
const withinMilliseconds = 5 * 60_000;
const mostWaitMilliseconds = 2_000;

const timesIn = (file: string): number[] => {
  try {
    return z
      .array(z.number())
      .max(100)
      .parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
};

const keepTimes = (file: string, times: readonly number[]) => {
  try {
    writeFileSync(file, JSON.stringify(times), { mode: 0o600 });
  } catch {
    // Without the file each crash counts as the first.
  }
};

const inTime = (ending: Promise<void>) =>
  Promise.race([ending, setTimeout(mostWaitMilliseconds, null, { ref: false })]);

/** Ends the app after an error that nothing caught, and starts it anew; after several in a short time it ends with words. */
export const createHubCrashes = (parts: CrashesParts): ((error: unknown) => Promise<void>) => {
  const { app, dialog, file, logsFolder, env, hasWindow, logger } = parts;
  let isEnding = false;
  return async (error) => {
    const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    logger.error({ error: text }, "an error that nothing caught");
    if (isEnding) return;
    isEnding = true;
    const times = timesIn(file);
    const isLoop = createCrashLimit(mostCrashes, withinMilliseconds, times).isLoop();
    keepTimes(file, isLoop ? [] : times);
    await inTime(logger.close());
    if (isLoop) {
      dialog.showErrorBox(
        "Muster stopped",
        `It failed ${times.length} times in a short time. The log says why:\n${logsFolder}`,
      );
    } else {
      app.relaunch(startAgain(env, hasWindow()));
    }
    app.exit(1);
  };
};

/** Watches this process for such errors, and the other ones for their end. A promise that nobody waited for is only logged. */
export const watchHub = (
  app: Pick<App, "on">,
  crashed: (error: unknown) => Promise<void>,
  logger: NonNullable<HubConfig["logger"]>,
): void => {
  process.on("uncaughtException", (error) => void crashed(error));
  process.on("unhandledRejection", (reason) => {
    logger.error(
      { error: reason instanceof Error ? (reason.stack ?? "") : String(reason) },
      "a failure nobody waited for",
    );
  });
  // Such as the one that draws; Chromium starts it again by itself.
  app.on("child-process-gone", (_event, { type, reason, exitCode }) => {
    if (reason !== "clean-exit") logger.warn({ type, reason, exitCode }, "a process of the app ended");
  });
};
