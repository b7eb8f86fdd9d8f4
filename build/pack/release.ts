import { createHash } from "node:crypto";
import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runEntry } from "../child.mjs";
import { inRoot } from "../root.mjs";

// `npm run release -- TAG [FOLDER NOTES]`: whether the tag is this version's and the changes tell of it. With a folder of
// packages it writes their sums beside them, and what is new into a file.

/** What the changes say of a version. Throws with words when they don't, or say that it isn't released. */
export const notesOf = (changes: string, version: string): string => {
  const section = changes.split(/^## /m).find((one) => one.split(/\s/, 1)[0] === version);
  if (!section) throw new Error(`CHANGELOG.md has no section ${version}.`);
  const [title = "", ...lines] = section.split("\n");
  if (/unreleased/i.test(title))
    throw new Error(`CHANGELOG.md says that ${version} is not released: put the date there.`);
  const text = lines.join("\n").trim();
  if (!text) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return `${text}\n`;
};

/** Throws when the tag is not the one of the version. */
export const checkTag = (tag: string | undefined, version: string): void => {
  if (tag !== `v${version}`) throw new Error(`The tag ${tag} is not v${version}, the version in package.json.`);
};

const sumOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
};

/** The SHA-256 sums of the files in a folder, as `sha256sum --check` reads them. */
export const sumsOf = async (folder: string): Promise<string> => {
  const names = readdirSync(folder).toSorted();
  const sums = await Promise.all(names.map(async (name) => `${await sumOf(join(folder, name))}  ${name}\n`));
  return sums.join("");
};

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  await runEntry(async () => {
    const [tag, folder, notes] = process.argv.slice(2);
    const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as { version: string };
    checkTag(tag, version);
    const text = notesOf(readFileSync(inRoot("CHANGELOG.md"), "utf8"), version);
    if (folder && notes) {
      writeFileSync(join(folder, "SHA256SUMS"), await sumsOf(folder));
      writeFileSync(notes, text);
    }
    process.stdout.write(`${tag} can be released.\n`);
    return 0;
  });
}
