import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "./atomic-file.ts";

/** What the command line of this machine needs to reach its hub. */
const ClientFile = z.object({
  version: z.literal(1),
  url: z.string(),
  key: z.string(),
  fingerprint: z.string(),
  publicKeyPin: z.string().optional(),
  hub: z.object({ name: z.string(), version: z.string() }),
  machine: z.object({ id: z.string(), name: z.string() }),
});
export type ClientFile = z.infer<typeof ClientFile>;

/** What is found there: a person may have written it, or a later version; address and key make it one. */
const FoundFile = ClientFile.extend({ version: z.number() }).partial().required({ url: true, key: true });
export type FoundFile = z.infer<typeof FoundFile>;

const pathIn = (folder: string): string => join(folder, "hub.json");

/** What was kept for the command line; null when there is nothing or nothing that can be used. */
export const readClientFile = async (folder: string): Promise<FoundFile | null> => {
  try {
    return FoundFile.parse(JSON.parse(await readFile(pathIn(folder), "utf8")));
  } catch {
    return null;
  }
};

/** Keeps the address and key of this machine's hub in `hub.json`, for its owner's eyes only. */
export const keepClientKey = async (folder: string, kept: Omit<ClientFile, "version">): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const file: ClientFile = { version: 1, ...kept };
  await writeFileAtomic(pathIn(folder), `${JSON.stringify(ClientFile.parse(file), null, 2)}\n`);
};
