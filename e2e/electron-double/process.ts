import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { given } from "./given.ts";

const { version } = createRequire(import.meta.url)("electron/package.json") as { version: string };

/** Gives Node's `process` what Electron puts there. */
export const pretendProcess = (): void => {
  const versions = { ...process.versions, electron: version };
  Object.defineProperty(process, "versions", { value: Object.freeze(versions), enumerable: true });
  const resourcesPath = given.resourcesPath ?? join(dirname(process.argv[1] ?? process.cwd()), "..");
  Object.assign(process, { type: "browser", resourcesPath });
};
