/** What a test says of the computer that the app starts on; as JSON in the variable ELECTRON_DOUBLE. */
export interface Given {
  /** Whether the app was installed, rather than started from its source. */
  isPackaged?: boolean;
  /** Where a packaged app's resources lie. */
  resourcesPath?: string;
  /** The folder of the app itself; the one that was started when left out. */
  appPath?: string;
  version?: string;
  /** Work areas of the screens, the first one the primary one. */
  displays?: readonly { x: number; y: number; width: number; height: number }[];
  /** Combinations of keys that another program has. */
  takenShortcuts?: readonly string[];
  /** Whether the system can show notifications; it can when left out. */
  notifications?: boolean;
  /** What was done to a notification while the app did not run; the app is started by it. */
  activation?: { type: string; arguments: string; actionIndex?: number; reply?: string };
  isDark?: boolean;
  /** A script that every page of the app runs before its own. */
  pageScript?: string;
  wasOpenedAtLogin?: boolean;
}

export const given = JSON.parse(process.env["ELECTRON_DOUBLE"] ?? "{}") as Given;
