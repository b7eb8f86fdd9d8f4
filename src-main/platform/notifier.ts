import type { Logger, Notification, Notifier } from "../core/ports.ts";
import { notifierPackage } from "./notifier-package.ts";
import { notifySend } from "./notify-send.ts";

/** A native notification before it is shown; plain text, written by agents. */
export interface Shown {
  title: string;
  subtitle: string;
  body: string;
}

/** Shows one notification: resolves to true when it was clicked, rejects when there is no service to show it. */
export interface Presenter {
  present(shown: Shown): Promise<boolean>;
  close(): void;
}

export interface NodeNotifierOptions {
  /** Called when a notification was clicked. */
  open(sessionId: string): void;
  logger?: Logger;
  presenter?: Presenter;
}

// oxlint-disable-next-line no-control-regex -- no service shows them, and a zero byte can't be passed on
const control = /[\u0000-\u001f\u007f-\u009f]+/g;

const line = (text: string, most: number): string => {
  const flat = text.replace(control, " ").trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
};

const shown = ({ title, subtitle, body }: Notification): Shown => ({
  title: line(title, 120) || "Muster",
  subtitle: line(subtitle, 120),
  body: line(body, 400),
});

/** What kind of failure it is. Its message would repeat the helper's arguments, and so what an agent wrote. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? `${error.name} ${String(error.code)}` : error.name;
};

/** Notifications of a hub without a screen of its own. Where no service shows them it says so once and stays quiet. */
export const createNodeNotifier = (options: NodeNotifierOptions): Notifier => {
  const { open, logger, presenter = process.platform === "linux" ? notifySend() : notifierPackage() } = options;
  let isOff = false;
  const present = async (notification: Notification): Promise<void> => {
    try {
      if (await presenter.present(shown(notification))) open(notification.sessionId);
    } catch (err) {
      if (!isOff) logger?.info({ why: nameOf(err) }, "Native notifications are off: nothing here shows them.");
      isOff = true;
    }
  };
  return {
    show: (notification) => {
      if (!isOff) void present(notification);
    },
    close: () => {
      isOff = true;
      presenter.close();
    },
  };
};
