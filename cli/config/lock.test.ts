import { spawnSync } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { isHeld, takeLock, waitForLock } from "./lock.ts";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("a lock file", () => {
  it("is held by one, and free again after its release", () => {
    const path = join(tempFolder(), "deep", ".lock");
    const held = takeLock(path);
    expect(held).toBeDefined();
    expect(takeLock(path)).toBeUndefined();
    held?.release();
    expect(existsSync(path)).toBe(false);
    expect(takeLock(path)).toBeDefined();
  });

  it("of a process that died is put aside", () => {
    const path = join(tempFolder(), ".lock");
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    writeFileSync(path, String(pid));
    expect(takeLock(path)).toBeDefined();
  });

  it("that nobody touched for long is put aside, even if a process has that number", () => {
    const path = join(tempFolder(), ".lock");
    writeFileSync(path, String(process.pid));
    expect([isHeld(path), takeLock(path)]).toEqual([true, undefined]);
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(path, longAgo, longAgo);
    expect(isHeld(path)).toBe(false);
    expect(takeLock(path)).toBeDefined();
    expect(isHeld(join(tempFolder(), "none"))).toBe(false);
  });

  it("is waited for", async () => {
    const path = join(tempFolder(), ".lock");
    const held = takeLock(path);
    const waiting = waitForLock(path, pause, 5000);
    held?.release();
    expect(await waiting).toBeDefined();
    expect(await waitForLock(path, pause, 30)).toBeUndefined();
  });
});
