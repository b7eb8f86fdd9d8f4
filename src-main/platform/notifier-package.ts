import type { Presenter } from "./notifier.ts";

const waitSeconds = 120;

/**
 * Notifications of macOS and Windows by node-notifier, which brings the helper programs. Not for Linux: there it goes
 * through a shell and can't tell a click.
 */
export const notifierPackage = (): Presenter => ({
  present: async ({ title, subtitle, body }) => {
    const { default: notifier } = await import("node-notifier");
    const message = [subtitle, body].filter(Boolean).join("\n") || title;
    return new Promise((resolve, reject) => {
      // `wait` and `timeout`: the helper stays that long to tell a click.
      notifier.notify({ title, message, wait: true, timeout: waitSeconds }, (error, response) => {
        if (error) reject(error);
        else resolve(response === "activate");
      });
    });
  },
  close: () => undefined,
});
