import { EventEmitter } from "node:events";
import { randomUUID } from "node:crypto";
import type {
  ActivationArguments,
  Notification as ElectronNotification,
  NotificationAction,
  NotificationConstructorOptions,
} from "electron";
import { tell } from "./control.ts";
import { given } from "./given.ts";

type Used = Exclude<keyof ElectronNotification, keyof EventEmitter>;

const shown = new Map<number, Notification>();
let lastId = 0;

export class Notification extends EventEmitter implements Pick<ElectronNotification, Used> {
  readonly id: string;
  readonly groupId: string;
  readonly groupTitle: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  sound: string;
  hasReply: boolean;
  replyPlaceholder: string;
  urgency: ElectronNotification["urgency"];
  timeoutType: ElectronNotification["timeoutType"];
  actions: NotificationAction[];
  closeButtonText: string;
  toastXml: string;
  private readonly number = ++lastId;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.id = options.id || randomUUID();
    this.groupId = options.groupId ?? "";
    this.groupTitle = options.groupTitle ?? "";
    this.title = options.title ?? "";
    this.subtitle = options.subtitle ?? "";
    this.body = options.body ?? "";
    this.silent = options.silent ?? false;
    this.sound = options.sound ?? "";
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? "";
    this.urgency = options.urgency ?? "normal";
    this.timeoutType = options.timeoutType ?? "default";
    this.actions = options.actions ?? [];
    this.closeButtonText = options.closeButtonText ?? "";
    this.toastXml = options.toastXml ?? "";
  }

  static isSupported(): boolean {
    return given.notifications ?? true;
  }
  static getHistory(): Promise<ElectronNotification[]> {
    return Promise.resolve([...shown.values()] as unknown as ElectronNotification[]);
  }
  /** Windows hands over what was done to a notification of an app that had ended. */
  static handleActivation(callback: (details: ActivationArguments) => void): void {
    activated = callback;
    const { activation } = given;
    if (activation) setImmediate(() => callback(activation));
  }
  static remove(id: string | string[]): void {
    removeWhere((one) => [id].flat().includes(one.id));
  }
  static removeAll(): void {
    removeWhere(() => true);
  }
  static removeGroup(groupId: string): void {
    removeWhere((one) => one.groupId === groupId);
  }

  show(): void {
    // One of the same id takes the place of the one before.
    for (const [number, one] of shown) if (one.id === this.id) shown.delete(number);
    shown.set(this.number, this);
    const { title, subtitle, body, urgency, silent, hasReply, replyPlaceholder } = this;
    const actions = this.actions.map((action) => action.text ?? "");
    const more = { actions, hasReply, replyPlaceholder, silent };
    tell({ what: "notification", id: this.number, title, subtitle, body, urgency, ...more });
    this.emit("show", {});
  }
  close(): void {
    if (!shown.delete(this.number)) return;
    tell({ what: "notification-closed", id: this.number });
    this.emit("close", {});
  }
}

let activated: ((details: ActivationArguments) => void) | null = null;

const removeWhere = (isMeant: (one: Notification) => boolean) => {
  for (const one of shown.values()) if (isMeant(one)) one.close();
};

/** Holds the double to Electron's own statics. */
Notification satisfies Omit<typeof ElectronNotification, "prototype" | keyof typeof EventEmitter>;

const shownOne = (id: number): Notification => {
  const notification = shown.get(id);
  if (!notification) throw new Error(`Notification ${id} is not shown.`);
  return notification;
};

/** What a person can do to a notification that is still shown. */
export const notificationActs = {
  clickNotification: (id: number) => void shownOne(id).emit("click", {}),
  /** Presses the button with this label. */
  chooseInNotification: (id: number, label: string) => {
    const notification = shownOne(id);
    const actionIndex = notification.actions.findIndex((action) => action.text === label);
    if (actionIndex < 0) throw new Error(`Notification ${id} has no button ${label}.`);
    notification.emit("action", { actionIndex, selectionIndex: -1 }, actionIndex, -1);
  },
  replyInNotification: (id: number, reply: string) => {
    const notification = shownOne(id);
    if (!notification.hasReply) throw new Error(`Notification ${id} has no field for a reply.`);
    notification.emit("reply", { reply }, reply);
  },
  dismissNotification: (id: number) => {
    const notification = shownOne(id);
    shown.delete(id);
    notification.emit("close", { reason: "userCanceled" });
  },
  /** As Windows does it to an app that runs but no longer holds the notification. */
  activateNotification: (details: ActivationArguments) => activated?.(details),
};
