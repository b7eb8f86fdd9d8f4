import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Program } from "./program.ts";
import { readWanted } from "./wanted.ts";

const isThere = (place: string, { package: wanted }: Program): boolean => {
  const at = wanted.lastIndexOf("@");
  const file = join(place, "node_modules", wanted.slice(0, at), "package.json");
  if (!existsSync(file)) return false;
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version === wanted.slice(at + 1);
};

/** Brings an agent's package in its pinned version into a folder of its own, unless it is there. */
const fetchProgram = async (folder: string, program: Program): Promise<void> => {
  const place = join(folder, program.kind);
  if (isThere(place, program)) return;
  process.stdout.write(`Fetching ${program.package} into ${place}\n`);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "package.json"), '{"private":true}\n');
  const args = ["install", program.package, "--no-audit", "--no-fund", "--loglevel", "error"];
  const { status } = spawnSync("npm", args, { cwd: place, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`npm could not install ${program.package}`);
};

const { folder, programs } = readWanted();
for (const program of programs) await fetchProgram(folder, program);
