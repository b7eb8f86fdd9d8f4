import { EventEmitter } from "node:events";
import type {
  BrowserWindow as ElectronWindow,
  BrowserWindowConstructorOptions,
  NativeImage,
  Rectangle,
} from "electron";
import { tell } from "./control.ts";
import { imageName } from "./native-image.ts";
import { screen } from "./surroundings.ts";

type Used =
  | "id"
  | "hide"
  | "minimize"
  | "restore"
  | "maximize"
  | "unmaximize"
  | "isMinimized"
  | "isMaximized"
  | "isVisible"
  | "isFullScreen"
  | "setFullScreen"
  | "setBounds"
  | "getBounds"
  | "getNormalBounds"
  | "setSize"
  | "getSize"
  | "setPosition"
  | "getPosition"
  | "setMinimumSize"
  | "center"
  | "moveTop"
  | "flashFrame"
  | "setOverlayIcon"
  | "setTitle"
  | "getTitle"
  | "setIcon"
  | "setBackgroundColor"
  | "getBackgroundColor"
  | "setMenuBarVisibility"
  | "setAutoHideMenuBar"
  | "setSkipTaskbar"
  | "setAlwaysOnTop"
  | "setProgressBar"
  | "removeMenu"
  | "setMenu"
  | "setVisibleOnAllWorkspaces";

let lastId = 0;

/** What the system's window manager does to a window: its place, its state, its marks. */
export abstract class WindowFrame extends EventEmitter implements Pick<ElectronWindow, Used> {
  readonly id = ++lastId;
  protected readonly options: BrowserWindowConstructorOptions;
  protected isShown: boolean;
  protected hasFocus = false;
  protected overlay: { image: string | null; description: string } | null = null;
  private isSmall = false;
  private isLarge = false;
  private isWhole = false;
  private normal: Rectangle;
  private title: string;
  private color: string;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.isShown = options.show ?? true;
    this.title = options.title ?? "";
    this.color = options.backgroundColor ?? "#ffffff";
    const { width = 800, height = 600 } = options;
    const area = screen.getPrimaryDisplay().workArea;
    // Without a place of its own a window opens in the middle of the screen.
    const { x = area.x + Math.round((area.width - width) / 2), y = area.y + Math.round((area.height - height) / 2) } =
      options;
    this.normal = { x, y, width, height };
  }

  hide(): void {
    this.isShown = false;
    this.loseFocus();
    this.emit("hide");
  }
  minimize(): void {
    this.isSmall = true;
    this.loseFocus();
    this.emit("minimize");
  }
  restore(): void {
    this.isSmall = false;
    this.emit("restore");
  }
  maximize(): void {
    this.isLarge = true;
    this.isShown = true;
    this.emit("maximize");
    this.emit("resize");
  }
  unmaximize(): void {
    this.isLarge = false;
    this.emit("unmaximize");
    this.emit("resize");
  }
  isMinimized(): boolean {
    return this.isSmall;
  }
  isMaximized(): boolean {
    return this.isLarge;
  }
  isVisible(): boolean {
    return this.isShown && !this.isSmall;
  }
  isFullScreen(): boolean {
    return this.isWhole;
  }
  setFullScreen(isWhole: boolean): void {
    this.isWhole = isWhole;
    this.emit(isWhole ? "enter-full-screen" : "leave-full-screen");
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.normal = { ...this.normal, ...bounds };
    this.emit("move");
    this.emit("moved");
    this.emit("resize");
    this.emit("resized");
  }
  getBounds(): Rectangle {
    return this.isLarge || this.isWhole ? screen.getDisplayMatching(this.normal).workArea : this.normal;
  }
  getNormalBounds(): Rectangle {
    return this.normal;
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  getPosition(): number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }
  setMinimumSize(): void {
    // No test drags the double's edges.
  }
  center(): void {
    const { workArea } = screen.getDisplayMatching(this.normal);
    const { width, height } = this.normal;
    const x = workArea.x + Math.round((workArea.width - width) / 2);
    this.setBounds({ x, y: workArea.y + Math.round((workArea.height - height) / 2) });
  }
  moveTop(): void {
    // There is one window.
  }

  flashFrame(isOn: boolean): void {
    tell({ what: "flashed", id: this.id, isOn });
  }
  setOverlayIcon(image: NativeImage | null, description: string): void {
    this.overlay = image && { image: imageName(image), description };
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  setBackgroundColor(color: string): void {
    this.color = color;
  }
  getBackgroundColor(): string {
    return this.color;
  }
  setIcon(): void {
    // Only the taskbar shows it.
  }
  setMenuBarVisibility(): void {
    // The double's windows have no bar.
  }
  setAutoHideMenuBar(): void {
    // The double's windows have no bar.
  }
  setSkipTaskbar(): void {
    // There is no taskbar.
  }
  setAlwaysOnTop(): void {
    // There is one window.
  }
  setProgressBar(): void {
    // There is no taskbar.
  }
  setMenu(): void {
    // The double's windows have no bar.
  }
  removeMenu(): void {
    // The double's windows have no bar.
  }
  setVisibleOnAllWorkspaces(): void {
    // There is one workspace.
  }

  protected loseFocus(): void {
    if (!this.hasFocus) return;
    this.hasFocus = false;
    this.emit("blur");
  }
  protected takeFocus(): void {
    if (this.hasFocus) return;
    this.hasFocus = true;
    this.emit("focus");
  }
}
