import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { listenForStop } from "./stop-signals.ts";

test("the first signal is the wish to end, a later one is impatience", async () => {
  const source = new EventEmitter();
  let now = 1000;
  let impatient = 0;
  const stop = listenForStop(
    () => impatient++,
    source,
    () => now,
  );
  source.emit("SIGINT");
  await stop.asked;
  now += 100;
  source.emit("SIGINT");
  source.emit("SIGTERM");
  expect(impatient, "a terminal and the program above tell the same wish").toBe(0);
  now += 1000;
  source.emit("SIGINT");
  expect(impatient).toBe(1);
  stop.close();
  expect(source.eventNames()).toEqual([]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"])("%s is heard", async (name) => {
  const source = new EventEmitter();
  const stop = listenForStop(() => undefined, source);
  source.emit(name);
  await expect(stop.asked).resolves.toBeUndefined();
  stop.close();
});
