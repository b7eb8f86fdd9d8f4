import { EventEmitter } from "node:events";
import type { AppUpdater } from "electron-updater";
import { expect, test } from "vitest";
import { createUpdates } from "./updates.ts";

test("an app that can't be closed for an update starts again, and installs nothing over what still runs", async () => {
  const done: string[] = [];
  const updater = Object.assign(new EventEmitter(), {
    checkForUpdates: async () => {
      updater.emit("update-downloaded", { version: "2.0.0", releaseNotes: null });
      return null;
    },
    quitAndInstall: () => void done.push("installed"),
  });
  const updates = createUpdates({
    isOn: true,
    installation: {
      isPackaged: true,
      platform: "linux",
      env: { APPIMAGE: "/home/ada/Muster.AppImage" },
      packageType: null,
      hasFeed: true,
    },
    load: async () => updater as unknown as AppUpdater,
    beforeInstall: () => Promise.reject(new Error("the hub did not end")),
    startAgain: () => void done.push("started again"),
    onChange: () => undefined,
    onMoved: () => undefined,
    logger: { error: (_fields: object, text: string) => void done.push(text), warn: () => undefined } as never,
  });
  await updates.check();
  expect(updates.state()).toMatchObject({ state: "ready", version: "2.0.0" });
  await updates.install();
  expect(done).toEqual(["the app could not be closed for an update", "started again"]);
  updates.close();
});
