import { join } from "node:path";
import type { World } from "../world.ts";
import { clientFolder } from "./folder.ts";
import { keepFile } from "./keep-file.ts";
import { folderKey, type Opened, openedFile, readOpened } from "./last-opened.ts";
import { waitForLock } from "./lock.ts";

const mostFolders = 500;

/** Keeps which session was opened in a folder; the folders used longest ago are forgotten. */
export const keepOpened = async (
  world: Pick<World, "env" | "platform" | "home" | "pause" | "now">,
  folder: string,
  session: { id: string; title: string },
): Promise<void> => {
  const client = clientFolder(world);
  const key = folderKey(folder, world.platform);
  const held = await waitForLock(join(client, ".sessions.lock"), world.pause, 2000);
  try {
    const opened: Opened = { id: session.id, title: session.title, at: new Date(world.now()).toISOString() };
    const others = Object.entries(readOpened(client))
      .filter(([other]) => other !== key)
      .toSorted(([, a], [, b]) => (a.at < b.at ? 1 : -1));
    const folders = { [key]: opened, ...Object.fromEntries(others.slice(0, mostFolders - 1)) };
    keepFile(openedFile(client), `${JSON.stringify({ version: 1, folders }, null, 2)}\n`);
  } finally {
    held?.release();
  }
};
