import type { Archive } from "./archive.ts";

/** The folders of the packages in an archive, such as `node_modules/pino`. */
export const packageFolders = ({ files }: Archive): string[] =>
  [...files.keys()]
    .filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file))
    .map((file) => file.slice(0, -"/package.json".length));

/** Where a package finds another one, as Node looks for it; null when nowhere. */
const resolveFrom = (folder: string, name: string, folders: ReadonlySet<string>): string | null => {
  for (let at = folder; ; at = at.slice(0, Math.max(at.lastIndexOf("/"), 0))) {
    const candidate = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (folders.has(candidate)) return candidate;
    if (at === "") return null;
  }
};

/** What packages ask for only to be compiled, or for a form of theirs that the app doesn't load. */
const neverLoaded = new Set(["node-addon-api", "node-gyp-build"]);

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export interface PackagesFound {
  /** As `name@version`. */
  inside: string[];
  problems: string[];
}

/**
 * Follows what the app imports through the packages in its archive: each must be there, none must be there that nobody
 * asks for, and none that only builds or tests the app.
 */
export const checkPackages = (
  archive: Archive,
  imported: Iterable<string>,
  production: ReadonlySet<string>,
): PackagesFound => {
  const folders = new Set(packageFolders(archive));
  const reached = new Set<string>();
  const problems: string[] = [];
  const manifestOf = (folder: string) => JSON.parse(archive.read(`${folder}/package.json`)) as Manifest;
  const follow = (name: string, from: string, by: string): void => {
    if (neverLoaded.has(name)) return;
    const folder = resolveFrom(from, name, folders);
    if (folder === null) {
      problems.push(`${name} is missing, which ${by} loads`);
      return;
    }
    if (reached.has(folder)) return;
    reached.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
    for (const one of Object.keys(dependencies)) if (!(one in optionalDependencies)) follow(one, folder, name);
    for (const one of Object.keys(optionalDependencies))
      if (resolveFrom(folder, one, folders)) follow(one, folder, name);
  };
  for (const name of imported) follow(name, "", "the app");
  const inside = [...folders].map((folder) => {
    const { name, version } = manifestOf(folder);
    if (!production.has(`${name}@${version}`)) problems.push(`${folder} is inside, and not what the app was made for`);
    else if (!reached.has(folder)) problems.push(`${folder} is inside, and nothing loads it`);
    return `${name}@${version}`;
  });
  return { inside, problems };
};
