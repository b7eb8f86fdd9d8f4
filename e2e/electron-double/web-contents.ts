import { EventEmitter } from "node:events";
import type { WebContents, WebPreferences } from "electron";
import type { Page } from "playwright-core";
import { tell } from "./control.ts";
import { preventable } from "./events.ts";
import { answerPage } from "./ipc-main.ts";
import { consultNavigation, followNavigation } from "./navigation.ts";
import { applyPermissions } from "./permissions.ts";
import { consultPopups } from "./popups.ts";
import { type FromPage, fromMain, preloadScript, toMain } from "./preload-host.ts";
import { type DoubleSession, session } from "./session.ts";

type Used = "send" | "setWindowOpenHandler" | "isDestroyed";

/** Runs in the page. */
const deliver = ({ name, message }: { name: string; message: unknown[] }) =>
  (globalThis as unknown as Record<string, (...parts: unknown[]) => void>)[name]?.(...message);

type OpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];

/** A page of a real Chromium behind Electron's face. */
export class DoubleWebContents extends EventEmitter implements Pick<WebContents, Used> {
  readonly session: DoubleSession;
  readonly page: Promise<Page>;
  private openHandler: OpenHandler | null = null;
  private ownLoad: string | null = null;
  private isGone = false;
  private url = "";

  constructor(preferences: WebPreferences, size: { width: number; height: number }) {
    super();
    this.session = session.fromPartition(preferences.partition ?? "");
    this.page = this.open(preferences, size);
  }

  send(channel: string, ...args: unknown[]): void {
    // A page that navigates away at this moment loses what it is sent, in Electron too.
    void this.page
      .then((page) => page.evaluate(deliver, { name: fromMain, message: [channel, args] }))
      .catch(() => undefined);
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  isOwnLoad(url: string): boolean {
    const isOwn = this.ownLoad === url;
    if (isOwn) this.ownLoad = null;
    return isOwn;
  }
  navigated(url: string): void {
    this.url = url;
  }
  getURL(): string {
    return this.url;
  }

  async load(address: string): Promise<void> {
    const url = new URL(address).href;
    const page = await this.page;
    await applyPermissions(this.session, this as unknown as WebContents, url);
    this.ownLoad = url;
    await page.goto(url, { waitUntil: "load" });
  }
  async destroy(): Promise<void> {
    this.isGone = true;
    this.emit("destroyed");
    await (await this.page).close();
  }

  private async open(preferences: WebPreferences, size: { width: number; height: number }): Promise<Page> {
    const browser = await this.session.browser();
    const page = await browser.newPage();
    await page.setViewportSize(size);
    await page.exposeBinding(toMain, ({ frame }, message: FromPage) =>
      message.kind === "preload-error"
        ? tell({ what: "preload-error", message: message.channel })
        : answerPage(this as unknown as WebContents, frame, message),
    );
    if (preferences.preload) await page.addInitScript({ content: preloadScript(preferences.preload) });
    const cdp = await page.context().newCDPSession(page);
    await consultNavigation(cdp, this);
    await followNavigation(cdp, this);
    await consultPopups(page, cdp, () => this.openHandler);
    this.carryEvents(page);
    return page;
  }

  private carryEvents(page: Page): void {
    page.on("crash", () => this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 }));
    page.on("download", (download) => {
      const event = preventable({});
      this.session.emit("will-download", event, { getURL: () => download.url() }, this);
      if (!event.defaultPrevented) return;
      tell({ what: "download-refused", url: download.url() });
      void download.cancel();
    });
  }
}
