import { expect, test } from "vitest";
import { bundleBody } from "./bundle.ts";

test.each([
  ["one thing is said as it is", 1, "Tests pass", "Tests pass"],
  ["several are the newest and how many more", 5, "Tests pass", "Tests pass\nand 4 more"],
  ["without a text the number stays", 2, "", "and 1 more"],
])("%s", (_name, count, newest, body) => expect(bundleBody(newest, count)).toBe(body));
