import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { closeBeforeQuit } from "./quit.ts";

const neverFails = (error: unknown) => expect.unreachable(String(error));

const appOf = () => {
  const events = new EventEmitter();
  const codes: (number | undefined)[] = [];
  const app = {
    on: (name: string, listener: () => void) => events.on(name, listener),
    exit: (code?: number) => void codes.push(code),
  } as unknown as Parameters<typeof closeBeforeQuit>[0];
  /** Asks the app to end; true when it does so at once. */
  const quit = () => {
    let isHeld = false;
    events.emit("will-quit", { preventDefault: () => (isHeld = true) });
    return !isHeld;
  };
  return { app, codes, quit };
};

test("the app ends after what it holds was closed, once, however often it is asked", async () => {
  const { app, codes, quit } = appOf();
  let closed = 0;
  closeBeforeQuit(app, async () => void (closed += 1), neverFails);
  expect([quit(), quit()]).toEqual([false, false]);
  await vi.waitFor(() => expect(codes).toEqual([0]));
  expect(closed).toBe(1);
  expect(quit()).toBe(true);
});

test("closed before by an update, it ends at once", async () => {
  const { app, quit } = appOf();
  await closeBeforeQuit(app, async () => {}, neverFails).closeNow();
  expect(quit()).toBe(true);
});

test("an app whose closing failed before an update can still be ended", async () => {
  const { app, codes, quit } = appOf();
  const errors: unknown[] = [];
  const closing = closeBeforeQuit(
    app,
    () => Promise.reject(new Error("the disk is full")),
    (error) => errors.push(error),
  );
  await expect(closing.closeNow()).rejects.toThrow("the disk is full");
  expect(quit()).toBe(false);
  await vi.waitFor(() => expect(codes).toEqual([1]));
  expect(errors).toHaveLength(1);
});
