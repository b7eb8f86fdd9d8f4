import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { readRollup, readStat, usageOfTree } from "./tree.ts";

const isLinux = process.platform === "linux";

test("a program's name may hold brackets and spaces", () => {
  const line = `42 (a) (b c) S 7 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 1 1 1`;
  expect(readStat(line)).toEqual({ parent: 7, cpuMs: 3000 });
});

test("memory is read in bytes", () => {
  const text = "55d-7ff ---p 0 00:00 0 [rollup]\nRss:   2048 kB\nPss:   1024 kB\nPss_Dirty:  5 kB\n";
  expect([readRollup(text, "Rss"), readRollup(text, "Pss")]).toEqual([2048 * 1024, 1024 * 1024]);
});

test.runIf(isLinux)("a tree is a process and its children, without those that are left out", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdout.write('up'); setInterval(() => {}, 1000)"]);
  await once(child.stdout, "data");
  try {
    const both = await usageOfTree(process.pid);
    const alone = await usageOfTree(process.pid, (pid) => Promise.resolve(pid === child.pid));
    expect(both.processes).toBe(alone.processes + 1);
    expect(both.rssBytes - alone.rssBytes).toBeGreaterThan(20 * 1024 * 1024);
    expect(alone.pssBytes).toBeLessThanOrEqual(alone.rssBytes);
    expect(alone.cpuMs).toBeGreaterThan(0);
  } finally {
    child.kill();
  }
});
