import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { onEnter, type Terminal } from "./enter-key.ts";

const fakeTerminal = () => {
  const stream = new PassThrough();
  const modes: boolean[] = [];
  const terminal: Terminal = Object.assign(stream, {
    setRawMode(this: never, isRaw: boolean) {
      modes.push(isRaw);
      return this;
    },
  }) as never;
  return { terminal, modes, press: (byte: number) => stream.write(Buffer.from([byte])) };
};

const start = (isInFront: boolean) => {
  const fake = fakeTerminal();
  const sent: [number, string][] = [];
  let entered = 0;
  const end = onEnter(fake.terminal, () => (entered += 1), {
    isInFront: () => Promise.resolve(isInFront),
    send: (pid, signal) => sent.push([pid, signal]),
  });
  return { ...fake, sent, end, entered: () => entered };
};

test("Enter calls back, and Ctrl-C comes as the signal that it would have been, to this process only", async () => {
  const { press, sent, entered, modes, end } = start(true);
  press(0x0d);
  await vi.waitFor(() => expect(entered()).toBe(1));
  press(0x03);
  await vi.waitFor(() => expect(sent).toEqual([[process.pid, "SIGINT"]]));
  expect(modes).toEqual([true]);
  end();
  expect(modes).toEqual([true, false]);
});

test.skipIf(process.platform === "win32")("Ctrl-Z gives the terminal back and stops all in front of it", async () => {
  const { press, sent, modes, end } = start(true);
  press(0x1a);
  await vi.waitFor(() => expect(sent).toEqual([[0, "SIGTSTP"]]));
  expect(modes.at(-1)).toBe(false);
  end();
});

test("a process in the background leaves the terminal as it is", async () => {
  const { press, entered, modes } = start(false);
  press(0x0d);
  await Promise.resolve();
  expect(modes).toEqual([]);
  expect(entered()).toBe(0);
});
