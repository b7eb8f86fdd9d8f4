import { readFile } from "node:fs/promises";

/** The licences of all that the app holds, as the build listed them; words when a build left them out. */
export const readLicences = async (file: string): Promise<string> =>
  readFile(file, "utf8").catch(() => "This build of Muster came without the list of its licences.");
