import { EventEmitter } from "node:events";
import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions, Rectangle } from "electron";
import { tell } from "./control.ts";
import { preventable } from "./events.ts";
import type { WindowState } from "./protocol.ts";
import { DoubleWebContents } from "./web-contents.ts";

type Used =
  | "id"
  | "loadURL"
  | "show"
  | "focus"
  | "minimize"
  | "restore"
  | "isMinimized"
  | "isVisible"
  | "isDestroyed"
  | "getNormalBounds"
  | "close"
  | "destroy";

const open = new Map<number, BrowserWindow>();
let lastId = 0;
let allClosed: () => void = () => undefined;

/** Calls back when the last window has closed. */
export const onAllClosed = (listener: () => void): void => {
  allClosed = listener;
};

export class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Used> {
  readonly id = ++lastId;
  readonly webContents: DoubleWebContents;
  private readonly options: BrowserWindowConstructorOptions;
  private isShown: boolean;
  private isSmall = false;
  private hasFocus = false;
  private isGone = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.isShown = options.show ?? true;
    this.webContents = new DoubleWebContents(options.webPreferences ?? {}, this.getNormalBounds());
    this.webContents.once("did-finish-load", () => this.emit("ready-to-show"));
    open.set(this.id, this);
    tell({ what: "window-opened", id: this.id });
  }

  static getAllWindows(): BrowserWindow[] {
    return [...open.values()];
  }
  static fromId(id: number): BrowserWindow | null {
    return open.get(id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.load(url);
  }
  show(): void {
    this.isShown = true;
    this.focus();
  }
  focus(): void {
    this.hasFocus = true;
    void this.webContents.page.then((page) => page.bringToFront()).catch(() => undefined);
  }
  minimize(): void {
    this.isSmall = true;
    this.hasFocus = false;
  }
  restore(): void {
    this.isSmall = false;
  }
  isMinimized(): boolean {
    return this.isSmall;
  }
  isVisible(): boolean {
    return this.isShown && !this.isSmall;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  getNormalBounds(): Rectangle {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }
  close(): void {
    const event = preventable({});
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    open.delete(this.id);
    void this.webContents.destroy().catch(() => undefined);
    this.emit("closed");
    tell({ what: "window-closed", id: this.id });
    if (open.size === 0) allClosed();
  }

  state(): WindowState {
    const { minWidth, minHeight, backgroundColor, webPreferences } = this.options;
    return {
      id: this.id,
      url: this.webContents.getURL(),
      isVisible: this.isVisible(),
      isFocused: this.hasFocus,
      options: { minWidth, minHeight, backgroundColor, webPreferences: { ...webPreferences } },
    };
  }
}
