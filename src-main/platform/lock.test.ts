import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { lockHome, runningHub } from "./lock.ts";
import { tempFolder } from "./temp-folder.ts";

const holdInAnotherProcess = async (home: string): Promise<{ pid: number; kill: () => Promise<void> }> => {
  const lockModule = fileURLToPath(new URL("lock.ts", import.meta.url));
  const program = `
    const { lockHome } = await import(${JSON.stringify(lockModule)});
    const lock = await lockHome(${JSON.stringify(home)});
    await lock.tell("http://127.0.0.1:4680");
    console.log("held");
    setInterval(() => undefined, 60_000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  await once(child.stdout, "data");
  return { pid: child.pid ?? 0, kill };
};

test("a data folder is held by one hub, and free again when that lets go", async () => {
  const home = tempFolder();
  expect(await runningHub(home)).toBeNull();
  expect(await readdir(home)).toEqual([]);
  const first = await lockHome(home);
  await expect(lockHome(home)).rejects.toThrow(`(pid ${process.pid}) already uses the data folder ${home}`);
  await first.tell("http://127.0.0.1:4680");
  expect(await runningHub(home)).toEqual({ pid: process.pid, url: "http://127.0.0.1:4680" });
  await first.release();
  await first.release();
  expect(await runningHub(home)).toBeNull();
  await (await lockHome(home)).release();
  expect(await readdir(home)).toEqual(["hub.lock"]);
});

test("a hub that was killed leaves no lock behind, and while it lived the refusal names it", async () => {
  const home = tempFolder();
  const other = await holdInAnotherProcess(home);
  await expect(lockHome(home)).rejects.toThrow(`Another Muster hub (pid ${other.pid}, http://127.0.0.1:4680)`);
  expect(await runningHub(home)).toEqual({ pid: other.pid, url: "http://127.0.0.1:4680" });
  await other.kill();
  expect(await runningHub(home)).toBeNull();
  await (await lockHome(home)).release();
});
