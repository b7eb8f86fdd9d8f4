import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "../platform/temp-folder.ts";

/** A folder like that of the built screen, with a file beside it that is nobody's business; gone with the test. */
export const builtScreen = async (files: Record<string, string>, beside: string): Promise<string> => {
  const around = tempFolder();
  const folder = join(around, "screen");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(around, "secret.txt"), beside);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
};
