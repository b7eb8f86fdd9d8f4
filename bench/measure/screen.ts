import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ensureBuilt } from "../../build/fresh.mjs";

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

const wholePage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Whole</title>
  <body><script type="module" src="whole.js"></script></body>
</html>
`;

/** Puts the built screen into a folder, and beside it the page that loads a discussion whole. */
export const putScreen = async (folder: string): Promise<void> => {
  await ensureBuilt();
  await cp(pathOf("../../out/renderer"), folder, { recursive: true });
  await writeFile(join(folder, "whole.html"), wholePage);
  await build({
    entryPoints: [pathOf("../whole/whole.ts")],
    outfile: join(folder, "whole.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    logLevel: "error",
  });
};
