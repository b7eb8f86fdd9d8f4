import { expect, test } from "vitest";
import { silentLogger } from "../../testing/test-hub.ts";
import { createTasks } from "./tasks.ts";

const noBatch = { commit: () => Promise.resolve() };
const journal = { batch: () => noBatch } as unknown as Parameters<typeof createTasks>[0]["journal"];

test("whatever moment something is added in, it is done", async () => {
  const tasks = createTasks({ journal, logger: silentLogger });
  const done: number[] = [];
  for (let turns = 0; turns < 30; turns += 1) {
    tasks.add(async () => void done.push(-1));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    tasks.add(async () => void done.push(turns));
    await tasks.settled();
    expect(done.at(-1)).toBe(turns);
  }
});

test("what fails keeps nothing else from being done", async () => {
  const tasks = createTasks({ journal, logger: silentLogger });
  const done: string[] = [];
  tasks.add(() => Promise.reject(new Error("no")));
  tasks.add(async () => void done.push("yes"));
  await tasks.settled();
  expect(done).toEqual(["yes"]);
  await tasks.close();
  tasks.add(async () => void done.push("too late"));
  await tasks.settled();
  expect(done).toEqual(["yes"]);
});
