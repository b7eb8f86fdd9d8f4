import { join, resolve } from "node:path";
import { startDesktop } from "./desktop/start.ts";

// Built, this file is out/main/desktop.js of the checkout or of the packed app.
const appDir = resolve(import.meta.dirname, "../..");

startDesktop({
  appDir,
  iconsDir: join(appDir, "build/icons"),
  preload: join(appDir, "out/preload/bridge.cjs"),
  rendererDir: join(appDir, "out/renderer"),
  // Outside of the archive when packed, see asarUnpack.
  toolsDir: join(appDir, "out/cli"),
});
