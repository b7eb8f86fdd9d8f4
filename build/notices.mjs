import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./root.mjs";

/**
 * The folder of the package that a bundled file came from; undefined for a file of ours.
 * @param {string} path below the root, with slashes
 */
const packageOf = (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

/** @param {string} folder */
const noticeOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(inRoot(join(folder, "package.json")), "utf8"));
  const file = readdirSync(inRoot(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file
    ? readFileSync(inRoot(join(folder, file)), "utf8").trim()
    : "Its package has no text of its licence.";
  return `${name} ${version} (${license ?? "licence not named"})\n\n${text}\n`;
};

/**
 * Writes down whose work a bundle holds, with the texts of their licences, as these ask for.
 * @param {Iterable<string>} inputs paths of all files that were bundled, below the root
 * @param {string} target
 */
export const writeNotices = (inputs, target) => {
  const folders = new Set(
    [...inputs].map((path) => packageOf(path.replaceAll("\\", "/"))).filter((one) => one !== undefined),
  );
  const notices = [...folders].toSorted().map(noticeOf);
  const head = "The command line of Muster holds work of others, under these licences.\n";
  writeFileSync(target, [head, ...notices].join(`\n${"-".repeat(80)}\n\n`));
};
