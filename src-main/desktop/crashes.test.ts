import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../platform/temp-folder.ts";
import { createCrashLimit } from "./crash-limit.ts";
import { createHubCrashes } from "./crashes.ts";

/** One run of the app, on the file that earlier runs left. */
const runWith = (
  file: string,
  { isOpen = true, env = {} }: { isOpen?: boolean; env?: Record<string, string> } = {},
) => {
  const done: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void done.push([name, ...args]);
  const crashed = createHubCrashes({
    app: { relaunch: note("relaunch"), exit: note("exit") },
    dialog: { showErrorBox: note("words") },
    file,
    logsFolder: "/logs",
    env,
    hasWindow: () => isOpen,
    logger: { info: note("info"), warn: note("warn"), error: note("error"), close: () => Promise.resolve() },
  });
  return { done, crashed };
};
const namesOf = (done: unknown[][]) => done.map(([name]) => name);

test("an error that nothing caught is logged, and the app starts anew, with a window only if there was one", async () => {
  const file = join(tempFolder(), "crashes.json");
  const open = runWith(file);
  await open.crashed(new Error("broken"));
  expect(namesOf(open.done)).toEqual(["error", "relaunch", "exit"]);
  expect(JSON.stringify(open.done[0])).toContain("broken");
  expect(JSON.stringify(open.done[1])).not.toContain("--hidden");
  const closed = runWith(join(tempFolder(), "crashes.json"), { isOpen: false, env: { APPIMAGE: "/a.AppImage" } });
  await closed.crashed("a text");
  expect(closed.done[1]?.[1]).toMatchObject({
    args: expect.arrayContaining(["--hidden"]) as unknown,
    execPath: "/a.AppImage",
  });
});

test("a loop of crashes ends with words, and the next start by the person counts anew", async () => {
  const file = join(tempFolder(), "crashes.json");
  for (const _ of [1, 2]) await runWith(file).crashed(new Error("broken"));
  const third = runWith(file);
  await third.crashed(new Error("broken"));
  expect(namesOf(third.done)).toEqual(["error", "words", "exit"]);
  expect(String(third.done[1])).toMatch(/3 times.*\/logs/s);
  const fourth = runWith(file);
  await fourth.crashed(new Error("broken"));
  expect(namesOf(fourth.done)).toContain("relaunch");
});

test("several errors at once end the app once", async () => {
  const { crashed, done } = runWith(join(tempFolder(), "crashes.json"));
  await Promise.all([crashed(new Error("one")), crashed(new Error("two"))]);
  expect(namesOf(done).filter((name) => name !== "error")).toEqual(["relaunch", "exit"]);
});

test("a folder that can't be written makes each crash the first", async () => {
  const { crashed, done } = runWith(join(tempFolder(), "missing", "crashes.json"));
  await crashed(new Error("broken"));
  expect(namesOf(done)).toContain("relaunch");
});

test("crashes long ago, or at a time that is yet to come, don't count", () => {
  const now = Date.now();
  expect(createCrashLimit(1, 1000, [now - 5000, now - 4000, now + 60_000]).isLoop()).toBe(false);
  const limit = createCrashLimit(1, 60_000);
  expect([limit.isLoop(), limit.isLoop()]).toEqual([false, true]);
});
