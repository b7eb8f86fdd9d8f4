import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for the test that runs now; gone when it ends. */
export const tempFolder = (): string => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "muster-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
