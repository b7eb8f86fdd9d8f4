import { expect, it } from "vitest";
import { suggest } from "./suggest.ts";

it("the verb that was probably meant is found by swapped, missing, wrong and cut off letters", () => {
  const known = ["join", "session", "sessions", "post", "watch", "status"];
  expect(["psot", "pst", "psst", "wach", "statsu", "stat", "Post"].map((word) => suggest(word, known))).toEqual([
    "post",
    "post",
    "post",
    "watch",
    "status",
    "status",
    "post",
  ]);
  expect(["deploy", "x", ""].map((word) => suggest(word, known))).toEqual([undefined, undefined, undefined]);
});
