import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Imports nothing of the build: Vite takes this file into its own configuration, where places are other ones.

/**
 * Notes which files of packages went into a bundle, for the list of licences.
 * @param {string} folder for the notes
 * @param {string} name of the bundle
 * @param {Iterable<string>} files
 */
export const noteBundled = (folder, name, files) => {
  mkdirSync(folder, { recursive: true });
  const inPackages = [...files].filter((file) => file.includes("node_modules"));
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(inPackages, null, 1)}\n`);
};

/**
 * The files of packages that went into bundles, by whatever path each bundler knows them.
 * @param {string} folder of the notes
 * @param {string[]} names of the bundles
 * @returns {string[]}
 */
export const bundledFiles = (folder, names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""))) =>
  names.flatMap((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));

/**
 * Has Vite note what it bundles, styles and fonts included.
 * @param {string} folder for the notes
 * @param {string} name of the bundle
 * @returns {import("vite").Plugin}
 */
export const notingBundled = (folder, name) => ({
  name: "noting-bundled",
  generateBundle(_, bundle) {
    // What styles bring along, such as fonts, are no modules.
    const assets = Object.values(bundle).flatMap((one) => (one.type === "asset" ? one.originalFileNames : []));
    noteBundled(folder, name, [...this.getModuleIds(), ...assets]);
  },
});
