import { EventEmitter } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PowerMonitor } from "electron";
import { expect, test } from "vitest";
import { watchPower } from "./power.ts";

test("waking up and coming back are told apart, until it is closed", () => {
  const monitor = new EventEmitter();
  const told: string[] = [];
  const power = watchPower(monitor as PowerMonitor, {
    woke: () => told.push("woke"),
    isBack: () => told.push("back"),
  });
  monitor.emit("suspend");
  monitor.emit("resume");
  monitor.emit("unlock-screen");
  power.close();
  monitor.emit("resume");
  expect(told).toEqual(["woke", "back"]);
});

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name));

test("nothing in the app or its page asks the system to stay awake", () => {
  const root = join(import.meta.dirname, "..", "..");
  const sources = ["src-main", "src-preload", "src-renderer"].flatMap((folder) => sourcesIn(join(root, folder)));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /powerSaveBlocker|wakeLock/.test(readFileSync(file, "utf8")))).toEqual([]);
});
