import { expect, test } from "vitest";
import { createAskedSession } from "./asked-session.ts";

test("a discussion that was asked for before the screen was drawn is shown once it listens", () => {
  const asked = createAskedSession();
  const shown: string[] = [];
  asked.ask("a");
  asked.ask("b");
  asked.listen((id) => shown.push(id));
  expect(shown).toEqual(["b"]);
  asked.ask("c");
  expect(shown).toEqual(["b", "c"]);
});

test("who stopped listening hears nothing, and what was shown is not shown again", () => {
  const asked = createAskedSession();
  const first: string[] = [];
  const second: string[] = [];
  asked.ask("a");
  const stop = asked.listen((id) => first.push(id));
  stop();
  asked.listen((id) => second.push(id));
  stop();
  asked.ask("b");
  expect([first, second]).toEqual([["a"], ["b"]]);
});

test("what is not an id is nothing", () => {
  const asked = createAskedSession();
  const shown: string[] = [];
  asked.listen((id) => shown.push(id));
  asked.ask({ id: "a" });
  expect(shown).toEqual([]);
});
