import { expect, test } from "vitest";
import type { Notice, NoticeEvent } from "../../core/attention/notice.ts";
import { createNodeNotifierSurface, type NotifierModule } from "./node-notifier.ts";

const notice: Notice = {
  id: "n1",
  kind: "question",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 1,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Which branch?",
  actions: [
    { id: "option:a", label: "main, or so" },
    { id: "option:b", label: "x=1;y" },
  ],
  reply: { placeholder: "Your answer" },
};

/** A notifier whose helper answers as the test says. */
const answering = (response: unknown, metadata: unknown, error: unknown = null) => {
  const calls: Record<string, unknown>[] = [];
  const module: NotifierModule = {
    notify: (options, told) => {
      calls.push(options);
      queueMicrotask(() => told?.(error, response, metadata));
    },
  };
  return { calls, load: async () => module };
};

const show = async (platform: "darwin" | "win32", what: Notice, ...answer: Parameters<typeof answering>) => {
  const { calls, load } = answering(...answer);
  const surface = createNodeNotifierSurface(platform, load);
  const events: NoticeEvent[] = [];
  surface.onEvent((event) => events.push(event));
  await surface.show(what);
  await new Promise(setImmediate);
  return { events, calls, surface };
};

test.each([
  ["a click on a Mac", "darwin", "activate", { activationType: "contentsClicked" }, { type: "opened", id: "n1" }],
  [
    "a button on a Mac",
    "darwin",
    "activate",
    { activationType: "actionClicked", activationValue: "x 1 y" },
    { type: "chosen", id: "n1", actionId: "option:b" },
  ],
  [
    "a reply on a Mac",
    "darwin",
    "replied",
    { activationType: "replied", activationValue: " use main " },
    { type: "replied", id: "n1", text: "use main" },
  ],
  [
    "a button on Windows",
    "win32",
    "main or so",
    { action: "buttonClicked", button: "main or so", activationType: "main or so" },
    { type: "chosen", id: "n1", actionId: "option:a" },
  ],
  [
    "a click on Windows",
    "win32",
    "activate",
    { action: "clicked", activationType: "clicked" },
    { type: "opened", id: "n1" },
  ],
] as const)("%s is told", async (_, platform, response, metadata, event) => {
  expect((await show(platform, notice, response, metadata)).events).toEqual([event]);
});

test.each(["timeout", "dismissed", undefined])("one that only goes away (%s) tells nothing", async (response) => {
  expect((await show("darwin", notice, response, { activationType: response ?? "" })).events).toEqual([]);
});

test("a Mac has either buttons or a field, and the subtitle in its own line", async () => {
  const [asked] = (await show("darwin", notice, "timeout", {})).calls;
  expect(asked).toMatchObject({
    title: "Refactor auth",
    subtitle: "desk · SwiftHeron · asks you",
    message: "Which branch?",
    actions: ["main or so", "x 1 y"],
  });
  expect(asked).not.toHaveProperty("reply");
  const [field] = (await show("darwin", { ...notice, actions: [] }, "timeout", {})).calls;
  expect(field).toMatchObject({ reply: true });
});

test("on Windows one is taken away by its number", async () => {
  const { surface, calls } = await (async () => {
    const seen: Record<string, unknown>[] = [];
    const load = async () => ({ notify: (options: Record<string, unknown>) => void seen.push(options) });
    return { surface: createNodeNotifierSurface("win32", load), calls: seen };
  })();
  await surface.show(notice);
  surface.withdraw("n1");
  await expect.poll(() => calls.length).toBe(2);
  expect(calls[1]).toEqual({ remove: calls[0]?.["id"] });
  expect(calls[0]?.["id"]).toEqual(expect.any(Number));
});

test("a helper that fails is a problem in words", async () => {
  const { surface } = await show("win32", notice, undefined, {}, new Error("Command failed: Refactor auth"));
  expect((await surface.capabilities()).problem).toBe("The helper program that shows notifications failed.");
});
