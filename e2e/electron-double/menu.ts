import type { Menu as ElectronMenu, MenuItem, MenuItemConstructorOptions } from "electron";

type Template = (MenuItemConstructorOptions | MenuItem)[];

export class Menu {
  static shown: Menu | null = null;
  readonly template: Template;

  private constructor(template: Template) {
    this.template = template;
  }

  static buildFromTemplate(template: Template): ElectronMenu {
    return new Menu(template) as unknown as ElectronMenu;
  }
  static setApplicationMenu(menu: ElectronMenu | null): void {
    Menu.shown = menu as unknown as Menu | null;
  }

  labels(): string[] {
    return this.template.map((item) => (item.type === "separator" ? "---" : String(item.label ?? item.role)));
  }
  choose(label: string): void {
    const item = this.template.find((entry) => entry.label === label);
    if (!item) throw new Error(`The menu has no entry ${label}, only ${this.labels().join(", ")}.`);
    item.click?.({ label } as never, undefined, {});
  }
}

/** Holds the double to Electron's own statics. */
Menu satisfies Pick<typeof ElectronMenu, "buildFromTemplate" | "setApplicationMenu">;
