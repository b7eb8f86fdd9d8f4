import { EventEmitter } from "node:events";
import type { Menu as ElectronMenu, NativeImage, Rectangle, Tray as ElectronTray } from "electron";
import { imageName } from "./native-image.ts";
import type { Menu } from "./menu.ts";
import type { State } from "./protocol.ts";

type Used =
  | "setToolTip"
  | "setTitle"
  | "getTitle"
  | "setImage"
  | "setPressedImage"
  | "setContextMenu"
  | "popUpContextMenu"
  | "closeContextMenu"
  | "setIgnoreDoubleClickEvents"
  | "getIgnoreDoubleClickEvents"
  | "getBounds"
  | "focus"
  | "destroy"
  | "isDestroyed";

const trays = new Set<Tray>();

/** The app's tray icon, or null while it has none. */
export const shownTray = (): Tray | null => [...trays].at(-1) ?? null;

export class Tray extends EventEmitter implements Pick<ElectronTray, Used> {
  private toolTip = "";
  private title = "";
  private menu: Menu | null = null;
  private popped: Menu | null = null;
  private image: NativeImage | string;
  private ignoresDoubleClicks = false;
  private menusSet = 0;

  constructor(image: NativeImage | string) {
    super();
    this.image = image;
    trays.add(this);
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  /** Only a Mac shows it. */
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  setImage(image: NativeImage | string): void {
    this.image = image;
  }
  setPressedImage(): void {
    // Only a Mac shows it.
  }
  setContextMenu(menu: ElectronMenu | null): void {
    this.menusSet += 1;
    this.menu = menu as unknown as Menu | null;
  }
  popUpContextMenu(menu?: ElectronMenu): void {
    this.popped = (menu as unknown as Menu | undefined) ?? this.menu;
    this.popped?.emit("menu-will-show", {});
  }
  closeContextMenu(): void {
    this.popped?.emit("menu-will-close", {});
    this.popped = null;
  }
  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.ignoresDoubleClicks = ignore;
  }
  getIgnoreDoubleClickEvents(): boolean {
    return this.ignoresDoubleClicks;
  }
  getBounds(): Rectangle {
    return { x: 1800, y: 0, width: 24, height: 24 };
  }
  focus(): void {
    // Nothing shows it.
  }
  destroy(): void {
    trays.delete(this);
  }
  isDestroyed(): boolean {
    return !trays.has(this);
  }

  /** Opens the menu, as a person does before choosing. */
  open(): Menu {
    if (this.menu) this.menu.emit("menu-will-show", {});
    // Where the menu hangs on the icon's own event, it is there only then.
    else this.emit("right-click", {}, this.getBounds());
    const menu = this.menu ?? this.popped;
    if (!menu) throw new Error("The tray icon has no menu.");
    return menu;
  }
  choose(...path: string[]): void {
    const menu = this.open();
    menu.choose(...path);
    menu.emit("menu-will-close", {});
    this.popped = null;
  }
  state(): NonNullable<State["tray"]> {
    const menu = this.menu ?? this.popped;
    return {
      toolTip: this.toolTip,
      title: this.title,
      hasImage: typeof this.image !== "string" && !this.image.isEmpty(),
      image: imageName(this.image),
      labels: menu?.labels() ?? [],
      menu: menu?.entries() ?? [],
      menusSet: this.menusSet,
    };
  }
}
