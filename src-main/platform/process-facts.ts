import { readFile, readdir, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { quickCommand } from "./quick-command.ts";

/** Files that a process has open; only Linux tells that quickly, elsewhere none. */
export const openFiles = async (pid: number | "self"): Promise<string[]> => {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map(async (name) => readlink(`${folder}/${name}`).catch(() => "")));
};

/** The name of a process's program, such as `node`; null when that can't be told. */
export const programName = async (pid: number, platform = process.platform): Promise<string | null> => {
  if (platform === "linux") {
    const [program] = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
    return program ? basename(program) : null;
  }
  if (platform === "win32") {
    const row = await quickCommand("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]);
    return /^"([^"]+)"/.exec(row.trim())?.[1] ?? null;
  }
  return basename((await quickCommand("ps", ["-p", String(pid), "-o", "comm="])).trim()) || null;
};
