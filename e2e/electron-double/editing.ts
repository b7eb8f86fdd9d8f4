import { EventEmitter } from "node:events";
import type { WebContents } from "electron";
import type { Page } from "playwright-core";

type Used =
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "paste"
  | "pasteAndMatchStyle"
  | "delete"
  | "selectAll"
  | "insertText"
  | "replaceMisspelling"
  | "setZoomFactor"
  | "getZoomFactor"
  | "setZoomLevel"
  | "getZoomLevel"
  | "zoomFactor"
  | "zoomLevel"
  | "setVisualZoomLevelLimits";

/** Runs in the page. */
const command = (name: string) => document.execCommand(name);
const zoom = (factor: number) => {
  document.documentElement.style.setProperty("zoom", String(factor));
};

/** Chromium's zoom levels are powers of this; Electron's are the same. */
const zoomBase = 1.2;

/** What a menu does to a page: editing commands and zoom. */
export abstract class EditedContents extends EventEmitter implements Pick<WebContents, Used> {
  abstract readonly page: Promise<Page>;
  private factor = 1;

  undo = (): void => this.execute("undo");
  redo = (): void => this.execute("redo");
  cut = (): void => this.execute("cut");
  copy = (): void => this.execute("copy");
  paste = (): void => this.execute("paste");
  pasteAndMatchStyle = (): void => this.execute("paste");
  delete = (): void => this.execute("delete");
  selectAll = (): void => this.execute("selectAll");

  insertText(text: string): Promise<void> {
    return this.inPage((page) => page.keyboard.insertText(text));
  }
  replaceMisspelling(text: string): void {
    void this.insertText(text);
  }

  get zoomFactor(): number {
    return this.factor;
  }
  set zoomFactor(factor: number) {
    this.factor = factor;
    this.applyZoom();
  }
  get zoomLevel(): number {
    return Math.log(this.factor) / Math.log(zoomBase);
  }
  set zoomLevel(level: number) {
    this.zoomFactor = zoomBase ** level;
  }
  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
  }
  getZoomFactor(): number {
    return this.factor;
  }
  setZoomLevel(level: number): void {
    this.zoomLevel = level;
  }
  getZoomLevel(): number {
    return this.zoomLevel;
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  /** A document that was loaded anew has the window's zoom too. */
  protected applyZoom(): void {
    if (this.factor !== 1) void this.inPage((page) => page.evaluate(zoom, this.factor));
  }
  /** A page that is gone by then is given nothing, and that is no error. */
  protected async inPage(act: (page: Page) => Promise<unknown>): Promise<void> {
    await this.page.then(act).catch(() => undefined);
  }
  private execute(name: string): void {
    void this.inPage((page) => page.evaluate(command, name));
  }
}
