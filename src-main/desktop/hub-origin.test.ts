import { expect, test } from "vitest";
import { isFile, isOfHub, isScreen } from "./hub-origin.ts";

const hub = "http://127.0.0.1:4680";

test.each(["http://127.0.0.1:4680/", "http://127.0.0.1:4680/v1/docs?x=1#y"])("%s is a page of the hub", (url) => {
  expect(isOfHub(url, hub)).toBe(true);
});

test.each([
  "https://127.0.0.1:4680/",
  "http://127.0.0.1:4681/",
  "http://localhost:4680/",
  "http://127.0.0.1:4680@evil.example/",
  "http://127.0.0.1.evil.example:4680/",
  "file:///etc/passwd",
  "data:text/html,hello",
  "blob:http://127.0.0.1:4681/8f",
  "javascript:alert(1)",
  "about:blank",
  "",
  "null",
])("%s is not", (url) => {
  expect(isOfHub(url, hub)).toBe(false);
});

test.each(["/", "/#/sessions/1", "/v1/people/sign-in?ticket=abc"])("a window may go to %s", (path) => {
  expect(isScreen(hub + path, hub)).toBe(true);
});

test.each([`${hub}/v1/docs`, `${hub}/assets/app.js`, "http://127.0.0.1:4681/"])("it may not go to %s", (url) => {
  expect(isScreen(url, hub)).toBe(false);
});

test("it may save the files of messages, and nothing else", () => {
  expect(isFile(`${hub}/v1/people/attachments/0190`, hub)).toBe(true);
  for (const url of [`${hub}/assets/app.js`, "http://127.0.0.1:4681/v1/people/attachments/0190", "data:text/html,x"]) {
    expect([url, isFile(url, hub)]).toEqual([url, false]);
  }
});
