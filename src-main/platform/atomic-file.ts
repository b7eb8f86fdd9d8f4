import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Puts the names in a folder on disk: a file that was just moved there stays after a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows can't open a folder; there the rename alone has to do.
  const handle = await open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
};

/** Writes a whole file so that a reader, or a start after a power cut, sees the old one or the new one, never a part. */
export const writeFileAtomic = async (path: string, content: string, mode = 0o600): Promise<void> => {
  const folder = dirname(path);
  const draft = join(folder, `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(draft, "wx", mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
};
