import { registerHooks } from "node:module";

// `node --import ./e2e/electron-double/register.mjs out/main/desktop.js`: every import of electron gets the double.
const double = new URL("./electron.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: double, shortCircuit: true } : next(specifier, context),
});
