import { utimesSync, writeFileSync } from "node:fs";
import { takeBuildLock } from "./build-lock.mjs";
import { runEntry } from "./child.mjs";
import { buildCommandLine } from "./command-line.mjs";
import { isFresh, stamp } from "./fresh.mjs";
import { root } from "./root.mjs";
import { copyLaunchers } from "./launchers.mjs";
import { copySkill } from "./skill.mjs";

const isQuiet = process.argv.includes("--quiet");

/** Main process, preload and screen; the configuration says how. */
const buildApp = async () => {
  const { build } = await import("electron-vite");
  await build({ root, logLevel: isQuiet ? "error" : "info" });
};

await runEntry(async () => {
  const lock = await takeBuildLock();
  try {
    // Another process has just done it.
    if (lock.waited && isFresh()) return 0;
    process.env.NODE_ENV = "production";
    const began = new Date();
    const results = await Promise.allSettled([buildApp(), buildCommandLine({ logLevel: isQuiet ? "error" : "info" })]);
    copySkill();
    copyLaunchers();
    const failures = results.filter((result) => result.status === "rejected");
    for (const { reason } of failures) process.stderr.write(`${reason instanceof Error ? reason.message : reason}\n`);
    if (failures.length > 0) return 1;
    writeFileSync(stamp, "");
    utimesSync(stamp, began, began);
    return 0;
  } finally {
    lock.release();
  }
});
