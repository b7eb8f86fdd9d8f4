import { expect, test } from "vitest";
import { fakeMessage, fakePages, fakeTimers, span } from "./fakes.ts";
import { createRegistry } from "./registry.ts";

const setup = () => {
  const pages = fakePages();
  const registry = createRegistry({
    readAfter: (_id, after, limit, signal) => pages.readAfter(after, limit, signal),
    later: fakeTimers().later,
    mayRetry: () => true,
    seen: () => {},
  });
  return { registry, pages };
};

test("a discussion that was left is still there when it is opened again soon", () => {
  const { registry } = setup();
  const discussion = registry.of("s1");
  registry.hold("s1")();
  expect(registry.of("s1")).toBe(discussion);
});

test("only a few of those that were left are kept, and never one that is shown goes", () => {
  const { registry } = setup();
  const shown = registry.of("shown");
  registry.hold("shown");
  const left = registry.of("left");
  registry.hold("left")();
  for (let i = 0; i < 20; i++) registry.hold(`other${i}`)();
  expect(registry.of("shown")).toBe(shown);
  expect(registry.of("left")).not.toBe(left);
});

test("news of a discussion that is not kept is not gathered", () => {
  const { registry } = setup();
  registry.take(fakeMessage(1));
  expect(registry.of("s1").get(1)).toBeUndefined();
});

test("after a gap only what is shown is read again", async () => {
  const { registry, pages } = setup();
  registry.hold("s1");
  const left = registry.of("s2");
  registry.of("s1").look(1, 3, 3);
  await pages.take().answer(span(1, 3));
  registry.resync();
  expect(pages.asked).toHaveLength(1);
  expect(registry.of("s2")).not.toBe(left);
});
