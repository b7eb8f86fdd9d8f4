import { utimesSync, writeFileSync } from "node:fs";
import { takeBuildLock } from "./build-lock.mjs";
import { bundledFiles, noteBundled } from "./bundled.mjs";
import { runEntry } from "./child.mjs";
import { buildCommandLine } from "./command-line.mjs";
import { isFresh, stamp } from "./fresh.mjs";
import { copyLaunchers } from "./launchers.mjs";
import { packagesOf, productionPackages, readLicences, writeLicences } from "./licences.mjs";
import { inRoot, root } from "./root.mjs";
import { copySkill } from "./skill.mjs";

const notes = inRoot("out/bundled");

const isQuiet = process.argv.includes("--quiet");

/** Main process, preload and screen; the configuration says how. */
const buildApp = async () => {
  const { build } = await import("electron-vite");
  await build({ root, logLevel: isQuiet ? "error" : "info" });
};

const buildTools = async () => {
  noteBundled(notes, "command-line", await buildCommandLine({ logLevel: isQuiet ? "error" : "info" }));
  copySkill();
  copyLaunchers();
};

/** @param {ReadonlyMap<string, import("./licences.mjs").Licence>} licences */
const listLicences = (licences) => {
  const others = packagesOf(bundledFiles(notes));
  writeLicences(
    inRoot("out/licences.txt"),
    "Muster holds work of others, under these licences. Those of Electron and Chromium lie in the app's folder:\n" +
      "LICENSE.electron.txt and LICENSES.chromium.html.",
    new Set([...others, ...productionPackages()]),
    licences,
  );
  writeLicences(
    inRoot("out/cli/THIRD-PARTY-NOTICES.txt"),
    "The command line of Muster holds work of others, under these licences.",
    packagesOf(bundledFiles(notes, ["command-line"])),
    licences,
  );
};

await runEntry(async () => {
  const lock = await takeBuildLock();
  try {
    // Another process has just done it.
    if (lock.waited && isFresh()) return 0;
    process.env.NODE_ENV = "production";
    const began = new Date();
    const results = await Promise.allSettled([buildApp(), buildTools(), readLicences()]);
    const failures = results.filter((result) => result.status === "rejected");
    for (const { reason } of failures) process.stderr.write(`${reason instanceof Error ? reason.message : reason}\n`);
    if (failures.length > 0) return 1;
    if (results[2].status === "fulfilled") listLicences(results[2].value);
    writeFileSync(stamp, "");
    utimesSync(stamp, began, began);
    return 0;
  } finally {
    lock.release();
  }
});
