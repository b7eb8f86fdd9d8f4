import type { AppUpdater } from "electron-updater";
import type { DesktopState } from "#contract/desktop.ts";
import type { HubConfig } from "../hub.ts";
import { asksForPassword, type Installation, plainNotes, updateFailure, updateObstacle } from "./update-words.ts";

type State = DesktopState["updates"];

/** Newer versions of the app: looked for and loaded quietly, installed at its end or when the person says so. */
export interface Updates {
  state(): State;
  /** Looks for one now; ends when it is known, and loads on by itself. */
  check(): Promise<void>;
  /** Ends the app and starts the newer one. */
  install(): Promise<void>;
  setOn(isOn: boolean): void;
  /** Looks again if the last look is a day ago, e.g. after the computer slept. */
  catchUp(): void;
  close(): void;
}

export interface UpdatesParts {
  isOn: boolean;
  installation: Installation;
  /** Loads the library, which takes memory that an app without updates need not spend. */
  load(): Promise<AppUpdater>;
  /** Gives back what the newer app needs: the data folder, the port, being the only one. */
  beforeInstall(): Promise<void>;
  /** Starts this version again, when the newer one could not be installed after all. */
  startAgain(): void;
  onChange(): void;
  /** The newer version lies at another path. */
  onMoved(path: string): void;
  logger: NonNullable<HubConfig["logger"]>;
}

// The first look leaves the start alone.
const firstLookMilliseconds = 30_000;
const betweenLooksMilliseconds = 24 * 3_600_000;

const nothing = { version: null, notes: null, problem: null };

const wireEvents = (updater: AppUpdater, tell: (part: Partial<State>) => unknown, parts: UpdatesParts) => {
  updater.on("checking-for-update", () => tell({ state: "checking", problem: null }));
  updater.on("update-not-available", () => tell({ state: "idle", ...nothing }));
  updater.on("update-available", ({ version, releaseNotes }) =>
    tell({ state: "downloading", version, notes: plainNotes(releaseNotes), problem: null }),
  );
  updater.on("update-downloaded", ({ version, releaseNotes }) =>
    tell({ state: "ready", version, notes: plainNotes(releaseNotes), problem: null }),
  );
  updater.on("appimage-filename-updated", (path) => parts.onMoved(path));
  updater.on("error", (error) => {
    parts.logger.warn({ error: error.message.slice(0, 500) }, "an update failed");
    tell({ state: "failed", problem: updateFailure(error) });
  });
};

const logFor = ({ logger }: UpdatesParts) => ({
  info: () => undefined,
  warn: (message?: unknown) => logger.warn({ message: String(message).slice(0, 500) }, "updates"),
  error: () => undefined,
});

/** Looks now and then while it is on. */
const createLooks = (look: () => void) => {
  let timer: NodeJS.Timeout | null = null;
  const plan = (milliseconds: number) => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      plan(betweenLooksMilliseconds);
      look();
    }, milliseconds).unref();
  };
  return {
    start: () => plan(firstLookMilliseconds),
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
};

/** Gives back what the newer app needs; false when that failed, and the app starts again. */
const closeForUpdate = async ({ beforeInstall, startAgain, logger }: UpdatesParts): Promise<boolean> => {
  try {
    await beforeInstall();
    return true;
  } catch (error) {
    // The window is closed by then, and the hub may be half closed: only a new start helps.
    logger.error({ error: String(error) }, "the app could not be closed for an update");
    startAgain();
    return false;
  }
};

export const createUpdates = (parts: UpdatesParts): Updates => {
  const { installation } = parts;
  const obstacle = updateObstacle(installation);
  let state: State = { isOn: parts.isOn, state: parts.isOn ? "idle" : "off", ...nothing };
  let updater: Promise<AppUpdater> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const tell = (part: Partial<State>) => {
    state = { ...state, ...part };
    parts.onChange();
  };
  // What is heard of after it was switched off no longer counts.
  const hear = (part: Partial<State>) => state.isOn && tell(part);
  const prepared = () =>
    (updater ??= parts.load().then((loaded) => {
      loaded.autoDownload = true;
      loaded.autoInstallOnAppQuit = !asksForPassword(installation);
      loaded.disableWebInstaller = true;
      loaded.logger = logFor(parts);
      wireEvents(loaded, hear, parts);
      return loaded;
    }));

  const check = async () => {
    if (obstacle !== null || !state.isOn || ["checking", "downloading", "ready"].includes(state.state)) return;
    lookedAt = Date.now();
    try {
      const found = await (await prepared()).checkForUpdates();
      // Its failure is told by the event.
      found?.downloadPromise?.catch(() => undefined);
    } catch (error) {
      tell({ state: "failed", problem: updateFailure(error) });
    }
  };

  const looks = createLooks(() => void check());
  const start = () => obstacle === null && state.isOn && looks.start();
  start();
  return {
    state: () => (obstacle === null ? state : { ...state, state: "unavailable", ...nothing, problem: obstacle }),
    check,
    install: async () => {
      if (state.state !== "ready") throw new Error("There is no newer version ready.");
      const ready = await prepared();
      if (!(await closeForUpdate(parts))) return;
      ready.once("error", () => parts.startAgain());
      ready.quitAndInstall(true, true);
    },
    setOn: (isOn) => {
      if (isOn === state.isOn) return;
      tell({ isOn, state: isOn ? "idle" : "off", ...nothing });
      looks.stop();
      start();
      void updater?.then((loaded) => {
        loaded.autoInstallOnAppQuit = isOn && !asksForPassword(installation);
        return loaded;
      });
    },
    catchUp: () => {
      if (Date.now() - lookedAt > betweenLooksMilliseconds) start();
    },
    close: () => looks.stop(),
  };
};
