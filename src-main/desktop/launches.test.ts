import { EventEmitter } from "node:events";
import type { App } from "electron";
import { expect, test } from "vitest";
import { gatherLaunches } from "./launches.ts";
import type { Launch } from "./launch.ts";
import { closeBeforeQuit } from "./quit.ts";

const started = () => {
  const app = new EventEmitter();
  const prevented: string[] = [];
  const emit = (name: string, ...args: unknown[]) =>
    app.emit(name, { preventDefault: () => prevented.push(name) }, ...args);
  return { app: app as unknown as App, emit, prevented };
};
const session = (sessionId: string): Launch => ({
  act: "show",
  place: { to: "session", sessionId, messageSeq: null },
});

test("what came before the app was ready is answered first, in order; then each as it comes", () => {
  const { app, emit, prevented } = started();
  const launches = gatherLaunches(app, { act: "hide" });
  emit("activate");
  emit("open-url", "muster://session/a");
  emit("second-instance", ["muster", "--quit"], "/", null);
  const answered: Launch[] = [];
  launches.serve((launch) => answered.push(launch));
  expect(answered).toEqual([{ act: "hide" }, session("a"), { act: "quit" }]);
  emit("second-instance", ["muster", "--", "muster://session/b"], "/", null);
  emit("activate");
  expect(answered.slice(3)).toEqual([session("b"), { act: "show", place: null }]);
  expect(prevented).toEqual(["open-url"]);
});

const quitting = (close: () => Promise<void>) => {
  const { app, emit, prevented } = started();
  const exits: (number | undefined)[] = [];
  const errors: string[] = [];
  const exited = new Promise<void>((resolve) => {
    Object.assign(app, { exit: (code?: number) => resolve(void exits.push(code)) });
  });
  const { closeNow } = closeBeforeQuit(app, close, (error) => errors.push(String(error)));
  return { quit: () => emit("will-quit"), prevented, exits, exited, errors, closeNow };
};

test("the app ends once it has closed, however often it is asked to", async () => {
  let closed = 0;
  const { quit, prevented, exits, exited } = quitting(() => Promise.resolve(void (closed += 1)));
  quit();
  quit();
  await exited;
  expect([closed, exits, prevented.length]).toEqual([1, [0], 2]);
});

test("what fails to close ends the app all the same, with an exit code that says so", async () => {
  const { quit, exits, exited, errors } = quitting(() => Promise.reject(new Error("stuck")));
  quit();
  await exited;
  expect([exits, errors]).toEqual([[1], ["Error: stuck"]]);
});

test("an app that closed for its newer version is not held up when it quits then", async () => {
  const { quit, prevented, exits, closeNow } = quitting(() => Promise.resolve());
  await closeNow();
  quit();
  expect([prevented, exits]).toEqual([[], []]);
});
