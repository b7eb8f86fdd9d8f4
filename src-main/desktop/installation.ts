import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Installation } from "./update-words.ts";

const read = (path: string) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

/** How this app came here, by the files that electron-builder lays beside it. */
export const findInstallation = (
  isPackaged: boolean,
  resources: string | undefined,
  env: Installation["env"],
): Installation => ({
  isPackaged,
  platform: process.platform,
  env,
  packageType: resources === undefined ? null : read(join(resources, "package-type"))?.trim() || null,
  hasFeed: resources !== undefined && existsSync(join(resources, "app-update.yml")),
});

const Manifest = z.object({
  homepage: z
    .url({ protocol: /^https$/ })
    .nullable()
    .catch(null),
  bugs: z
    .union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])
    .pipe(z.url({ protocol: /^https$/ }))
    .nullable()
    .catch(null),
});

/** The project's pages that the package names. */
export const projectLinks = (appFolder: string): { home: string | null; problems: string | null } => {
  const text = read(join(appFolder, "package.json")) ?? "{}";
  const { homepage, bugs } = Manifest.parse(JSON.parse(text));
  return { home: homepage, problems: bugs };
};
