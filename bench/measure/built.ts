import { mkdir, rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

// The servers of the bench are bundled as the product is: what is measured is not Node reading TypeScript.

const root = new URL("../../", import.meta.url);
// Within the checkout, so that packages are found from there.
const folder = new URL("out/bench/", root);

const subjects = ["raw", "bare-http", "bare-fastify", "hub", "no-store", "commit-each", "fill"] as const;
export type SubjectName = (typeof subjects)[number];

/** Bundles all servers; the search worker lies beside them, where a built hub looks for it. */
export const buildSubjects = async (): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: root.pathname,
    entryPoints: [
      ...subjects.map((name) => ({ in: `bench/subjects/${name}.ts`, out: name })),
      { in: "src-main/store/search/worker.ts", out: "search-worker" },
    ],
    outdir: folder.pathname,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
};

export const subjectFile = (name: SubjectName): URL => pathToFileURL(new URL(`${name}.js`, folder).pathname);
