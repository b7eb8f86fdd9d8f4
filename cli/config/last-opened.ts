import { dirname, join } from "node:path";
import type { World } from "../world.ts";
import { clientFolder } from "./folder.ts";
import { readIfThere, readObject } from "./read-file.ts";

/** The session that was last opened in a folder. */
export interface Opened {
  id: string;
  title: string;
  at: string;
}

/** The file that keeps them. */
export const openedFile = (client: string): string => join(client, "sessions.json");

/** All that are kept, by folder. */
export const readOpened = (client: string): Record<string, Opened> => {
  const text = readIfThere(openedFile(client));
  const folders = text === undefined ? undefined : readObject(text)?.folders;
  return typeof folders === "object" && folders !== null ? (folders as Record<string, Opened>) : {};
};

/** What a folder is kept under. Names differ by case only where the file system says so; Windows' never does. */
export const folderKey = (folder: string, platform: NodeJS.Platform): string =>
  platform === "win32" ? folder.toLowerCase() : folder;

/** The session last opened in this folder, else in the nearest folder above it. */
export const lastOpened = (world: World): Opened | undefined => {
  const all = readOpened(clientFolder(world));
  for (let folder = world.cwd; ; folder = dirname(folder)) {
    const key = folderKey(folder, world.platform);
    const found = Object.hasOwn(all, key) ? all[key] : undefined;
    if (typeof found?.id === "string") return found;
    if (dirname(folder) === folder) return undefined;
  }
};
