import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { init } from "license-checker-rseidelsohn";
import { inRoot } from "./root.mjs";

/** @typedef {{ name: string, version: string, licence: string, text: string }} Licence */

const listInstalled = promisify(init);

/**
 * The licences of all installed packages, by `name@version`.
 * @returns {Promise<Map<string, Licence>>}
 */
export const readLicences = async () => {
  const found = await listInstalled({ start: inRoot(), customFormat: { name: "", version: "", licenseText: "" } });
  return new Map(
    Object.entries(found).map(([key, { name = "", version = "", licenses, licenseFile, licenseText }]) => [
      key,
      {
        name,
        version,
        licence: [licenses ?? "not named"].flat().join(", "),
        // Without a file of its own the library takes what the package says of itself altogether.
        text: licenseText && !/^readme/i.test(basename(licenseFile ?? "")) ? licenseText.trim() : "",
      },
    ]),
  );
};

/**
 * The packages that files belong to, as `name@version`.
 * @param {Iterable<string>} files paths below the root, or whole ones
 */
export const packagesOf = (files) => {
  const folders = new Set(
    [...files]
      .map(
        (path) =>
          /(?:^|\/)(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll("\\", "/"))?.[1],
      )
      .filter((folder) => folder !== undefined),
  );
  return new Set(
    [...folders].map((folder) => {
      const { name, version } = JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8"));
      return `${name}@${version}`;
    }),
  );
};

/** What the app loads at run time, from the lock file, as `name@version`. */
export const productionPackages = () => {
  const { packages } = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8"));
  return new Set(
    Object.entries(packages)
      // Of what is optional only Node itself is there, for the scripts.
      .filter(([path, { dev, optional, devOptional }]) => path !== "" && !dev && !optional && !devOptional)
      .map(([path, { version, name }]) => `${name ?? path.slice(path.lastIndexOf("node_modules/") + 13)}@${version}`),
  );
};

/** @param {Licence} licence */
const entry = ({ name, version, licence, text }) =>
  `${name} ${version} (${licence})\n\n${text || "Its package has no text of its licence."}\n`;

/**
 * Writes down whose work something holds, with the texts of their licences, as these ask for.
 * @param {string} target
 * @param {string} head
 * @param {Iterable<string>} packages as `name@version`
 * @param {ReadonlyMap<string, Licence>} licences
 */
export const writeLicences = (target, head, packages, licences) => {
  const entries = [...packages].toSorted().map((key) => {
    const licence = licences.get(key);
    if (!licence) throw new Error(`The licence of ${key} is not known: is it installed as package-lock.json has it?`);
    return entry(licence);
  });
  writeFileSync(target, [`${head}\n`, ...entries].join(`\n${"-".repeat(80)}\n\n`));
};
