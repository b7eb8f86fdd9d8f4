import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { tempFolder } from "./temp-folder.ts";
import type { TestWorld } from "./test-world.ts";

/** Writes a file and the folders above it. */
export const writeIn = (folder: string, path: string, text: string, mode = 0o644): string => {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  chmodSync(whole, mode);
  return whole;
};

/** Lays files where the built programs would be; what is in them does not matter to who copies them. */
export const placePrograms = ({ program }: Pick<TestWorld, "program">, version = "1"): void => {
  writeIn(dirname(program), "one/muster.cjs", `// command line ${version}\n`);
  writeIn(dirname(program), "muster-hook.cjs", `// hook ${version}\n`);
};

/** Puts a program on the PATH of the world that answers to --version. */
export const placeAgent = (world: TestWorld, name: string, version: string): string => {
  const folder = tempFolder();
  const path = writeIn(folder, name, `#!/bin/sh\necho "${name} ${version}"\n`, 0o755);
  world.env.PATH = [folder, world.env.PATH ?? process.env.PATH].join(delimiter);
  return path;
};
