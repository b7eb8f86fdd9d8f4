import type { ContextMenuParams, WebContents, WebPreferences } from "electron";
import type { Page } from "playwright-core";
import { openPage } from "./bindings.ts";
import { contextMenuParams, type RightClick, rightClickScript } from "./context-menu.ts";
import { tell } from "./control.ts";
import { EditedContents } from "./editing.ts";
import { preventable } from "./events.ts";
import { given } from "./given.ts";
import { answerPage } from "./ipc-main.ts";
import { consultNavigation, followNavigation } from "./navigation.ts";
import { applyPermissions } from "./permissions.ts";
import { consultPopup, popupScript } from "./popups.ts";
import { fromMain, preloadScript } from "./preload-host.ts";
import { type DoubleSession, session } from "./session.ts";
import { nativeTheme } from "./surroundings.ts";

type Used =
  | "id"
  | "send"
  | "setWindowOpenHandler"
  | "isDestroyed"
  | "isCrashed"
  | "isLoading"
  | "getURL"
  | "getTitle"
  | "loadURL"
  | "reload"
  | "focus"
  | "isFocused"
  | "executeJavaScript"
  | "insertCSS"
  | "openDevTools"
  | "isDevToolsOpened"
  | "inspectElement"
  | "setBackgroundThrottling"
  | "forcefullyCrashRenderer"
  | "getType";

/** Runs in the page. */
const deliver = ({ name, message }: { name: string; message: unknown[] }) =>
  (globalThis as unknown as Record<string, (...parts: unknown[]) => void>)[name]?.(...message);

type OpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];

let lastId = 0;

/** A page of a real Chromium behind Electron's face. */
export class DoubleWebContents extends EditedContents implements Pick<WebContents, Used> {
  readonly id = ++lastId;
  readonly session: DoubleSession;
  readonly page: Promise<Page>;
  targetId = "";
  private openHandler: OpenHandler | null = null;
  private ownLoad: string | null = null;
  private isGone = false;
  private hasCrashed = false;
  private isNowLoading = false;
  private url = "";

  constructor(preferences: WebPreferences, size: { width: number; height: number }) {
    super();
    this.session = session.fromPartition(preferences.partition ?? "");
    this.page = this.open(preferences, size);
    nativeTheme.on("updated", this.applyTheme);
  }

  send(channel: string, ...args: unknown[]): void {
    // A page that navigates away at this moment loses what it is sent, in Electron too.
    void this.inPage((page) => page.evaluate(deliver, { name: fromMain, message: [channel, args] }));
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  isCrashed(): boolean {
    return this.hasCrashed;
  }
  isLoading(): boolean {
    return this.isNowLoading;
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
  getTitle(): string {
    return "";
  }
  getType(): ReturnType<WebContents["getType"]> {
    return "window";
  }
  focus(): void {
    void this.inPage((page) => page.bringToFront());
  }
  isFocused(): boolean {
    return !this.isGone;
  }
  executeJavaScript(code: string): Promise<unknown> {
    return this.page.then((page) => page.evaluate(code));
  }
  async insertCSS(css: string): Promise<string> {
    await this.inPage((page) => page.addStyleTag({ content: css }));
    return "css";
  }
  openDevTools(): void {
    // A test looks by itself.
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  inspectElement(): void {
    // A test looks by itself.
  }
  setBackgroundThrottling(): void {
    // Headless pages are never in the background.
  }
  forcefullyCrashRenderer(): void {
    void this.inPage(async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await cdp.send("Page.crash");
    });
  }
  reload(): void {
    this.ownLoad = this.url.split("#")[0] ?? this.url;
    void this.inPage((page) => page.reload());
  }

  async loadURL(address: string): Promise<void> {
    const url = new URL(address).href;
    const page = await this.page;
    await applyPermissions(this.session, this as unknown as WebContents, url);
    // What is asked of a server has no fragment.
    this.ownLoad = url.split("#")[0] ?? url;
    this.isNowLoading = true;
    await page.goto(url, { waitUntil: "load" });
  }
  async destroy(): Promise<void> {
    this.isGone = true;
    nativeTheme.off("updated", this.applyTheme);
    this.emit("destroyed");
    await (await this.page).close();
  }

  /** As a right click does; what only Electron knows of one, such as a misspelled word, comes from the test. */
  showContextMenu(click: RightClick, more?: Partial<ContextMenuParams>): void {
    this.emit("context-menu", preventable({}), contextMenuParams(click, more));
  }

  private readonly applyTheme = (): void => {
    const colorScheme = nativeTheme.shouldUseDarkColors ? "dark" : "light";
    void this.inPage((page) => page.emulateMedia({ colorScheme }));
  };

  private async open(preferences: WebPreferences, size: { width: number; height: number }): Promise<Page> {
    const page = await openPage(await this.session.browser(), {
      fromPage: (frame, message) =>
        message.kind === "preload-error"
          ? tell({ what: "preload-error", message: message.channel })
          : answerPage(this as unknown as WebContents, frame, message),
      rightClicked: (click) => this.showContextMenu(click),
      wantsWindow: (url) => consultPopup(this.openHandler, url),
    });
    const preload = preferences.preload ? preloadScript(preferences.preload) : "";
    const content = [popupScript, rightClickScript, given.pageScript ?? "", preload].join("\n");
    const cdp = await page.context().newCDPSession(page);
    const target = cdp.send("Target.getTargetInfo");
    // Together, since a person waits for the window.
    await Promise.all([
      page.setViewportSize(size),
      page.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? "dark" : "light" }),
      page.addInitScript({ content }),
      consultNavigation(cdp, this),
      followNavigation(cdp, this),
    ]);
    this.targetId = (await target).targetInfo.targetId;
    this.carryEvents(page);
    return page;
  }

  private carryEvents(page: Page): void {
    this.on("did-finish-load", () => {
      this.isNowLoading = false;
      this.applyZoom();
    });
    page.on("crash", () => {
      this.hasCrashed = true;
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
    });
    page.on("download", (download) => {
      const event = preventable({});
      this.session.emit("will-download", event, { getURL: () => download.url() }, this);
      if (!event.defaultPrevented) return;
      tell({ what: "download-refused", url: download.url() });
      void download.cancel();
    });
  }
}
