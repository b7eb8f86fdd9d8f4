import { EventEmitter } from "node:events";
import type { Menu as ElectronMenu, NativeImage, Tray as ElectronTray } from "electron";
import type { Menu } from "./menu.ts";
import type { State } from "./protocol.ts";

type Used = "setToolTip" | "setContextMenu" | "popUpContextMenu" | "destroy" | "isDestroyed";

const trays = new Set<Tray>();

/** The app's tray icon, or null while it has none. */
export const shownTray = (): Tray | null => [...trays].at(-1) ?? null;

export class Tray extends EventEmitter implements Pick<ElectronTray, Used> {
  private toolTip = "";
  private menu: Menu | null = null;
  private readonly image: NativeImage | string;

  constructor(image: NativeImage | string) {
    super();
    this.image = image;
    trays.add(this);
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: ElectronMenu | null): void {
    this.menu = menu as unknown as Menu | null;
  }
  popUpContextMenu(menu?: ElectronMenu): void {
    if (menu) this.setContextMenu(menu);
  }
  destroy(): void {
    trays.delete(this);
  }
  isDestroyed(): boolean {
    return !trays.has(this);
  }

  choose(label: string): void {
    // Where the menu hangs on the icon's own event, a person opens it first.
    if (!this.menu) this.emit("right-click");
    this.menu?.choose(label);
  }
  state(): NonNullable<State["tray"]> {
    const hasImage = typeof this.image !== "string" && !this.image.isEmpty();
    return { toolTip: this.toolTip, hasImage, labels: this.menu?.labels() ?? [] };
  }
}
