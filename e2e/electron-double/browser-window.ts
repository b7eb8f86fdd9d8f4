import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions } from "electron";
import { tell } from "./control.ts";
import { preventable } from "./events.ts";
import type { WindowState } from "./protocol.ts";
import { onRole } from "./roles.ts";
import { DoubleWebContents } from "./web-contents.ts";
import { WindowFrame } from "./window-frame.ts";

type Used =
  | "loadURL"
  | "loadFile"
  | "reload"
  | "show"
  | "showInactive"
  | "focus"
  | "blur"
  | "isFocused"
  | "isDestroyed"
  | "close"
  | "destroy";

const open = new Map<number, BrowserWindow>();
let allClosed: () => void = () => undefined;

/** Calls back when the last window has closed. */
export const onAllClosed = (listener: () => void): void => {
  allClosed = listener;
};

export class BrowserWindow extends WindowFrame implements Pick<ElectronWindow, Used> {
  readonly webContents: DoubleWebContents;
  private isGone = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(options);
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
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  loadFile(path: string): Promise<void> {
    return this.webContents.loadURL(new URL(path, "file:///").href);
  }
  reload(): void {
    this.webContents.reload();
  }
  show(): void {
    const wasShown = this.isShown;
    this.isShown = true;
    this.focus();
    if (!wasShown) this.emit("show");
  }
  showInactive(): void {
    this.isShown = true;
    this.emit("show");
  }
  focus(): void {
    this.takeFocus();
    this.webContents.focus();
  }
  blur(): void {
    this.loseFocus();
  }
  isFocused(): boolean {
    return this.hasFocus;
  }
  isDestroyed(): boolean {
    return this.isGone;
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
      targetId: this.webContents.targetId,
      url: this.webContents.getURL(),
      title: this.getTitle(),
      isVisible: this.isVisible(),
      isFocused: this.hasFocus,
      isMaximized: this.isMaximized(),
      isFullScreen: this.isFullScreen(),
      bounds: this.getBounds(),
      zoomFactor: this.webContents.getZoomFactor(),
      overlay: this.overlay,
      options: { minWidth, minHeight, backgroundColor, webPreferences: { ...webPreferences } },
    };
  }
}

onRole("close", (window) => window?.close());
onRole("minimize", (window) => window?.minimize());
onRole("togglefullscreen", (window) => window?.setFullScreen(!window.isFullScreen()));
onRole("reload", (window) => window?.reload());
onRole("undo", (window) => window?.webContents.undo());
onRole("redo", (window) => window?.webContents.redo());
onRole("cut", (window) => window?.webContents.cut());
onRole("copy", (window) => window?.webContents.copy());
onRole("paste", (window) => window?.webContents.paste());
onRole("selectAll", (window) => window?.webContents.selectAll());
onRole("resetZoom", (window) => window?.webContents.setZoomLevel(0));
onRole("zoomIn", (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + 0.5));
onRole("zoomOut", (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - 0.5));
