import { commonSpecs } from "./desktop-common.ts";
import { test } from "./fixtures/desktop-shared.ts";
import { whyNoElectron } from "./fixtures/electron-app.ts";

const why = whyNoElectron();

test.use({ electron: "electron" });
test.skip(why !== null, why ?? "");

commonSpecs();
