import { EventEmitter } from "node:events";
import type {
  Menu as ElectronMenu,
  MenuItem as ElectronItem,
  MenuItemConstructorOptions,
  PopupOptions,
} from "electron";
import { BrowserWindow } from "./browser-window.ts";
import { tell } from "./control.ts";
import type { MenuEntry } from "./protocol.ts";
import { playRole, roleMenus, roleWords } from "./roles.ts";

type Template = (MenuItemConstructorOptions | ElectronItem)[];
type ItemFields = "label" | "sublabel" | "toolTip" | "id" | "enabled" | "visible" | "checked" | "type" | "accelerator";

const templateOfRole = (role: string): Template | undefined =>
  roleMenus[role]?.roles.map((name) =>
    name === "---" ? { type: "separator" } : { role: name as NonNullable<MenuItemConstructorOptions["role"]> },
  );

const submenuOf = (options: MenuItemConstructorOptions, role: string): Menu | undefined => {
  const { submenu } = options;
  if (Array.isArray(submenu)) return new Menu(submenu);
  if (submenu) return submenu as unknown as Menu;
  const ready = templateOfRole(role);
  return ready && new Menu(ready);
};

const typeOf = (options: MenuItemConstructorOptions, submenu: Menu | undefined) =>
  options.type ?? (submenu ? "submenu" : "normal");

export class MenuItem implements Pick<ElectronItem, ItemFields> {
  label: string;
  sublabel: string;
  toolTip: string;
  id: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  type: ElectronItem["type"];
  accelerator: ElectronItem["accelerator"];
  readonly role: string;
  readonly icon: MenuItemConstructorOptions["icon"];
  readonly submenu: Menu | undefined;
  private readonly whenClicked: MenuItemConstructorOptions["click"];

  constructor(options: MenuItemConstructorOptions) {
    const role = (options.role ?? "").toLowerCase();
    const words = roleWords[role] ?? roleMenus[role];
    this.role = role;
    this.label = options.label ?? words?.label ?? "";
    this.sublabel = options.sublabel ?? "";
    this.toolTip = options.toolTip ?? "";
    this.id = options.id ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = submenuOf(options, role);
    this.type = typeOf(options, this.submenu);
    this.accelerator = options.accelerator ?? roleWords[role]?.accelerator ?? null;
    this.icon = options.icon;
    this.whenClicked = options.click;
  }

  /** As a person's click: nothing where the entry is dim. */
  click(): void {
    if (!this.enabled || !this.visible) throw new Error(`The entry ${this.label} can't be clicked.`);
    if (this.type === "checkbox") this.checked = !this.checked;
    const window = BrowserWindow.getFocusedWindow();
    if (this.role !== "" && !this.whenClicked) playRole(this.role, window);
    this.whenClicked?.(this as unknown as ElectronItem, window as never, {});
  }

  entry(): MenuEntry {
    const { label, type, enabled, checked, accelerator, sublabel, submenu } = this;
    const entry: MenuEntry = { label, type, enabled };
    if (checked) entry.checked = true;
    if (accelerator) entry.accelerator = accelerator;
    if (sublabel) entry.sublabel = sublabel;
    if (submenu) entry.submenu = submenu.entries();
    return entry;
  }
}

export class Menu extends EventEmitter {
  static shown: Menu | null = null;
  static popped: Menu | null = null;
  /** How often one was built: a menu that is not rebuilt doesn't flicker. */
  static built = 0;
  readonly items: MenuItem[];

  constructor(template: Template = []) {
    super();
    Menu.built += 1;
    this.items = template.map((item) =>
      item instanceof MenuItem ? item : new MenuItem(item as MenuItemConstructorOptions),
    );
  }

  static buildFromTemplate(template: Template): ElectronMenu {
    return new Menu(template) as unknown as ElectronMenu;
  }
  static setApplicationMenu(menu: ElectronMenu | null): void {
    Menu.shown = menu as unknown as Menu | null;
  }
  static getApplicationMenu(): ElectronMenu | null {
    return Menu.shown as unknown as ElectronMenu | null;
  }
  static sendActionToFirstResponder(): void {
    // Only a Mac has one.
  }

  append(item: ElectronItem): void {
    this.items.push(item as unknown as MenuItem);
  }
  insert(position: number, item: ElectronItem): void {
    this.items.splice(position, 0, item as unknown as MenuItem);
  }
  getMenuItemById(id: string): ElectronItem | null {
    for (const item of this.items) {
      const found = item.id === id ? (item as unknown as ElectronItem) : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  popup(options: PopupOptions = {}): void {
    Menu.popped = this;
    this.emit("menu-will-show", {});
    tell({ what: "menu-popup", labels: this.labels() });
    this.once("menu-will-close", () => options.callback?.());
  }
  closePopup(): void {
    if (Menu.popped !== this) return;
    Menu.popped = null;
    this.emit("menu-will-close", {});
  }

  visibleItems(): MenuItem[] {
    return this.items.filter((item) => item.visible);
  }
  labels(): string[] {
    return this.visibleItems().map((item) => (item.type === "separator" ? "---" : item.label));
  }
  entries(): MenuEntry[] {
    return this.visibleItems().map((item) => item.entry());
  }

  /** Clicks the entry at the end of a path of labels. */
  choose(...path: string[]): void {
    const [label, ...rest] = path;
    const item = this.visibleItems().find((entry) => entry.label === label);
    if (!item) throw new Error(`The menu has no entry ${label}, only ${this.labels().join(", ")}.`);
    if (rest.length > 0 && item.submenu) item.submenu.choose(...rest);
    else item.click();
  }

  /** Clicks the entry with these keys; false when there is none. */
  press(keys: string): boolean {
    for (const item of this.visibleItems()) {
      if (item.submenu?.press(keys)) return true;
      if (item.accelerator !== keys || !item.enabled) continue;
      item.click();
      return true;
    }
    return false;
  }
}

/** Holds the double to Electron's own statics. */
Menu satisfies Pick<
  typeof ElectronMenu,
  "buildFromTemplate" | "setApplicationMenu" | "getApplicationMenu" | "sendActionToFirstResponder"
>;
