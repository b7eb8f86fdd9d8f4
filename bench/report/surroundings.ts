import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { median, rounded } from "../measure/statistics.ts";

/** What one must know of the machine to judge the figures; nothing that names it. */
export interface Surroundings {
  cpu: string;
  cores: number;
  memoryGb: number;
  platform: string;
  node: string;
  /** Writing 4 KB and waiting for the disk. */
  syncMs: number;
  /** Processes that wanted to run just before (mean of a minute): with others at work, trust ratios only. */
  loadBefore: number;
}

const TRIES = 200;

const measureSync = (folder: string): number => {
  const file = join(folder, "sync");
  const page = Buffer.alloc(4096, 1);
  const handle = openSync(file, "w");
  const times: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const startedAt = performance.now();
    writeSync(handle, page);
    fsyncSync(handle);
    times.push(performance.now() - startedAt);
  }
  closeSync(handle);
  rmSync(file);
  return median(times);
};

export const surroundings = (folder: string): Surroundings => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  syncMs: rounded(measureSync(folder)),
  loadBefore: rounded(loadavg()[0] ?? 0),
});
