import { EventEmitter } from "node:events";
import type { Cookie, CookiesGetFilter, Session } from "electron";
import type { BrowserContext } from "playwright-core";
import { browserOf } from "./browser.ts";
import { createSpellCheck, type SpellCheckUsed } from "./spell-check.ts";

type Used =
  | "fetch"
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setUserAgent"
  | "flushStorageData"
  | "clearCache"
  | "setCodeCachePath"
  | "closeAllConnections"
  | "resolveProxy"
  | SpellCheckUsed;
type RequestHandler = Parameters<Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Session["setPermissionCheckHandler"]>[0];
type DeviceHandler = Parameters<Session["setDevicePermissionHandler"]>[0];

/** A session: one browser profile and what the app decided about its pages. */
export class DoubleSession extends EventEmitter implements Pick<Session, Used> {
  requestHandler: RequestHandler = null;
  checkHandler: CheckHandler = null;
  readonly spellCheck = createSpellCheck();
  readonly cookies = {
    get: async ({ url, name }: CookiesGetFilter): Promise<Cookie[]> => {
      const all = await (await this.browser()).cookies(url ?? []);
      return all.filter((cookie) => name === undefined || cookie.name === name) as unknown as Cookie[];
    },
    flushStore: (): Promise<void> => Promise.resolve(),
  };
  private readonly partition: string;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  browser(): Promise<BrowserContext> {
    return browserOf(this.partition);
  }
  async fetch(input: Parameters<Session["fetch"]>[0]): ReturnType<Session["fetch"]> {
    const { request } = await this.browser();
    const answer = await request.get(typeof input === "string" ? input : input.url);
    return new Response(new Uint8Array(await answer.body()), { status: answer.status() });
  }
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(_handler: DeviceHandler): void {
    // Headless Chromium has no devices to ask for.
  }
  setDisplayMediaRequestHandler(): void {
    // Headless Chromium has no screen to share.
  }
  setUserAgent(): void {
    // The double's pages say what Chromium says.
  }
  flushStorageData(): void {
    // Chromium does at its end.
  }
  clearCache(): Promise<void> {
    return Promise.resolve();
  }
  setCodeCachePath(): void {
    // Chromium keeps its own.
  }
  closeAllConnections(): Promise<void> {
    return Promise.resolve();
  }
  resolveProxy(): Promise<string> {
    return Promise.resolve("DIRECT");
  }

  readonly availableSpellCheckerLanguages = this.spellCheck.availableSpellCheckerLanguages;
  readonly setSpellCheckerEnabled = this.spellCheck.setSpellCheckerEnabled;
  readonly isSpellCheckerEnabled = this.spellCheck.isSpellCheckerEnabled;
  readonly setSpellCheckerLanguages = this.spellCheck.setSpellCheckerLanguages;
  readonly getSpellCheckerLanguages = this.spellCheck.getSpellCheckerLanguages;
  readonly addWordToSpellCheckerDictionary = this.spellCheck.addWordToSpellCheckerDictionary;
  readonly removeWordFromSpellCheckerDictionary = this.spellCheck.removeWordFromSpellCheckerDictionary;
  readonly listWordsInSpellCheckerDictionary = this.spellCheck.listWordsInSpellCheckerDictionary;
  readonly setSpellCheckerDictionaryDownloadURL = this.spellCheck.setSpellCheckerDictionaryDownloadURL;
}

const sessions = new Map<string, DoubleSession>();

const fromPartition = (partition: string): DoubleSession => {
  const known = sessions.get(partition) ?? new DoubleSession(partition);
  sessions.set(partition, known);
  return known;
};

export const session = {
  fromPartition,
  get defaultSession(): DoubleSession {
    return fromPartition("");
  },
};

/** What every session's spell checker was told, as one. */
export const spellCheckState = () => {
  const all = [...sessions.values()].map((one) => one.spellCheck.state());
  return {
    isOn: all.every((one) => one.isOn),
    languages: [...new Set(all.flatMap((one) => one.languages))],
    words: [...new Set(all.flatMap((one) => one.words))],
  };
};
