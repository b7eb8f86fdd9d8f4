export interface Browser {
  executablePath: string;
  args: string[];
  /** Where it came from, in words. */
  from: string;
}

/** Finds a Chromium for the tests or gets one, and says what it does. */
export declare const findBrowser: () => Promise<Browser>;

/** The environment in which `findBrowser` finds this browser again. */
export declare const envOfBrowser: (browser: Browser) => Record<string, string>;
