import { expect, test } from "vitest";
import { formatRoute, parseRoute, sessionHref } from "./route.ts";

test("a link to a session, to one of its messages and to a page is read back", () => {
  for (const hash of ["#/", "#/settings", "#/approvals", "#/s/0190-abc", "#/s/0190-abc@12"])
    expect(formatRoute(parseRoute(hash))).toBe(hash);
  expect(parseRoute("#/s/0190-abc@12")).toEqual({ page: "sessions", sessionId: "0190-abc", seq: 12 });
});

test("an id with signs of the address in it survives", () => {
  const href = sessionHref("a/b@c d", 3);
  expect(parseRoute(href)).toEqual({ page: "sessions", sessionId: "a/b@c d", seq: 3 });
});

test.each(["", "#", "#/nowhere", "#/s/", "#/s/%E0%A4%A", "#/s/x@", "#/s/x@y", "#/s/x/y"])(
  "the hash %j, which can't be understood, is the start",
  (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "sessions", sessionId: null, seq: null });
  },
);
