import { expect, test } from "vitest";
import { createLastSaid } from "./last-said.ts";

test("what was said before the screen was drawn is told once it listens, the last of several", () => {
  const last = createLastSaid();
  const told: unknown[] = [];
  last.say("a");
  last.say("b");
  last.listen((said) => told.push(said));
  expect(told).toEqual(["b"]);
  last.say("c");
  expect(told).toEqual(["b", "c"]);
});

test("who stopped listening hears nothing, and what was told is not told again", () => {
  const last = createLastSaid();
  const first: unknown[] = [];
  const second: unknown[] = [];
  last.say("a");
  const stop = last.listen((said) => first.push(said));
  stop();
  last.listen((said) => second.push(said));
  stop();
  last.say("b");
  expect([first, second]).toEqual([["a"], ["b"]]);
});
