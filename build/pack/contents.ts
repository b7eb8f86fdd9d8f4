import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Archive } from "./archive.ts";
import type { PackPlatform } from "./stand-in.ts";

/** What the app reads at run time. */
const inside = [
  "package.json",
  "out/main/desktop.js",
  "out/main/search-worker.js",
  "out/preload/bridge.cjs",
  "out/renderer/index.html",
  "out/licences.txt",
  "build/icons/icon.png",
  "node_modules/tree-sitter-bash/tree-sitter-bash.wasm",
  "node_modules/web-tree-sitter/web-tree-sitter.wasm",
];

/** What other programs read, which know no archive. */
const outside = [
  "out/cli/muster",
  "out/cli/muster.cmd",
  "out/cli/muster.cjs",
  "out/cli/muster-hook.cjs",
  "out/cli/one/muster.cjs",
  "out/cli/skill/SKILL.md",
  "out/cli/skill/muster.sh",
  "out/cli/skill/muster.ps1",
  "out/cli/THIRD-PARTY-NOTICES.txt",
];

/** What nobody needs who only runs the app. */
const unwanted: readonly [RegExp, string][] = [
  [/\.map$/, "a map for debugging"],
  [/\.[cm]?tsx?$/, "a source, or types"],
  [/(^|\/)(tests?|__tests__|docs?|examples?|benchmarks?)\/|\.(test|spec)\.[cm]?js$/, "tests, docs or examples"],
  [/^(src-|e2e\/|bench\/|docs\/|cli\/)/, "a source"],
  [/^out\/(bench|bundled)\/|^out\/main\/headless\.js$/, "not the app's"],
  [/(^|\/)\.(env|npmrc|git)/, "settings of a computer"],
  [/\.(gyp|gypi|cc|cpp|h|o|a|tgz)$/, "a source of native code"],
];

/** The folders that a test finds by name, where a package keeps code that it runs. */
const wantedAllTheSame = /^out\/cli\/|^node_modules\/(?:[^/]+\/)*LICENSE|\/doc\//;

const mostMegabytes = 30;

const nativeFile = (platform: PackPlatform, arch: string) =>
  `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;

const isOutside = ({ path, files }: Archive, file: string): boolean =>
  files.get(file)?.isUnpacked === true && existsSync(join(`${path}.unpacked`, file));

/** Size of the archive and of what lies beside it, in bytes. */
export const sizeOf = ({ files }: Archive): number => [...files.values()].reduce((sum, { size }) => sum + size, 0);

/** Holds what is in an archive against what the app reads on that system. */
export const checkContents = (archive: Archive, platform: PackPlatform, arch: string): string[] => {
  const names = [...archive.files.keys()];
  const native = names.filter((name) => name.endsWith(".node"));
  const wanted = nativeFile(platform, arch);
  const size = sizeOf(archive) / 1e6;
  const launcher = join(`${archive.path}.unpacked`, "out/cli/muster");
  const isStarted =
    process.platform === "win32" || ((statSync(launcher, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
  return [
    ...inside.filter((file) => !archive.files.has(file)).map((file) => `${file} is missing`),
    ...[...outside, wanted]
      .filter((file) => !isOutside(archive, file))
      .map((file) => `${file} is not beside the archive`),
    ...native.filter((file) => file !== wanted).map((file) => `${file} is for another system`),
    ...names.flatMap((name) => {
      const why = wantedAllTheSame.test(name) ? undefined : unwanted.find(([pattern]) => pattern.test(name))?.[1];
      return why ? [`${name} is ${why}`] : [];
    }),
    ...(isStarted ? [] : ["out/cli/muster can't be started"]),
    ...(size > mostMegabytes ? [`${size.toFixed(1)} MB are more than ${mostMegabytes}`] : []),
  ];
};

/** Which packages in the archive the list of licences leaves out. */
export const checkLicences = (archive: Archive, packages: readonly string[]): string[] => {
  const text = archive.files.has("out/licences.txt") ? archive.read("out/licences.txt") : "";
  return packages
    .map((key) => `${key.slice(0, key.lastIndexOf("@"))} ${key.slice(key.lastIndexOf("@") + 1)} (`)
    .filter((line) => !text.includes(`\n${line}`))
    .map((line) => `out/licences.txt has nothing on ${line.slice(0, -2)}`);
};
