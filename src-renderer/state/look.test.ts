import { expect, test } from "vitest";
import { parseLook } from "./look.ts";

test("what was kept is read back", () => {
  expect(parseLook('{"theme":"light","singleKeys":false}')).toEqual({ theme: "light", singleKeys: false });
});

test.each([null, "", "null", "nonsense", "[]", '{"theme":"pink","singleKeys":1}'])("%j is the default look", (text) => {
  expect(parseLook(text)).toEqual({ theme: "system", singleKeys: true });
});
