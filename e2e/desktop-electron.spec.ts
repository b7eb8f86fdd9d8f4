import { commonSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";
import { whyNoElectron } from "./fixtures/electron-app.ts";

const why = whyNoElectron();

// On Linux the app speaks with the notification server of the desktop, not through Electron.
test.use({ electron: "electron", hasServer: process.platform === "linux" });
test.skip(why !== null, why ?? "");

commonSpecs();
