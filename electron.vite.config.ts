import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { notingBundled } from "./build/bundled.mjs";

const root = import.meta.dirname;
const notes = resolve(root, "out/bundled");

export default defineConfig({
  main: {
    plugins: [notingBundled(notes, "main")],
    build: {
      sourcemap: true,
      rolldownOptions: {
        input: {
          desktop: resolve(root, "src-main/desktop.ts"),
          headless: resolve(root, "src-main/headless.ts"),
          "search-worker": resolve(root, "src-main/store/search/worker.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    plugins: [notingBundled(notes, "preload")],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { bridge: resolve(root, "src-preload/bridge.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: resolve(root, "src-renderer"),
    plugins: [react(), notingBundled(notes, "renderer")],
    build: {
      minify: true,
      // The page's policy takes fonts from the hub only, not from data: addresses.
      assetsInlineLimit: 0,
      outDir: resolve(root, "out/renderer"),
      rolldownOptions: { input: resolve(root, "src-renderer/index.html") },
    },
  },
});
