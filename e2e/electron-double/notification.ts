import { EventEmitter } from "node:events";
import type { Notification as ElectronNotification, NotificationConstructorOptions } from "electron";
import { tell } from "./control.ts";

const shown = new Map<number, Notification>();
let lastId = 0;

export class Notification extends EventEmitter implements Pick<ElectronNotification, "show" | "close"> {
  private readonly number = ++lastId;
  private readonly options: NotificationConstructorOptions;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    shown.set(this.number, this);
    const { title = "", subtitle = "", body = "", urgency = "normal" } = this.options;
    tell({ what: "notification", id: this.number, title, subtitle, body, urgency });
    this.emit("show", {});
  }
  close(): void {
    if (!shown.delete(this.number)) return;
    tell({ what: "notification-closed", id: this.number });
    this.emit("close", {});
  }
}

/** Clicks a notification that is still shown, as a person does. */
export const clickNotification = (id: number): void => {
  const notification = shown.get(id);
  if (!notification) throw new Error(`Notification ${id} is not shown.`);
  notification.emit("click", {});
};
