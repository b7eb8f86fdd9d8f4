import { expect, test } from "vitest";
import { hashOf, pageAddress, pageHash } from "./page-address.ts";

const hub = {
  url: "http://127.0.0.1:4680",
  signInLink: () => Promise.resolve("https://192.168.1.4:4680/v1/people/sign-in?ticket=abc"),
};

test("a window that is still signed in loads the page", async () => {
  const asked: string[] = [];
  const session = {
    fetch: (url: string) => {
      asked.push(url);
      return Promise.resolve({ ok: true });
    },
  };
  expect(await pageAddress(hub, session)).toBe("http://127.0.0.1:4680/");
  expect(asked).toEqual(["http://127.0.0.1:4680/v1/people/me"]);
});

test("one that is not is signed in, on loopback", async () => {
  const session = { fetch: () => Promise.resolve({ ok: false }) };
  expect(await pageAddress(hub, session)).toBe("http://127.0.0.1:4680/v1/people/sign-in?ticket=abc");
});

test("a hub that gives no answer to the question is asked for a link", async () => {
  const session = { fetch: () => Promise.reject(new Error("net::ERR_FAILED")) };
  expect(await pageAddress(hub, session)).toContain("ticket=abc");
});

test("a window that was closed is opened at its place in the page, signed in or not", async () => {
  const signedIn = await pageAddress(hub, { fetch: () => Promise.resolve({ ok: true }) }, "#/s/a@12");
  expect(signedIn).toBe("http://127.0.0.1:4680/#/s/a@12");
  const signedOut = await pageAddress(hub, { fetch: () => Promise.resolve({ ok: false }) }, "#/settings");
  expect(new URL(signedOut).hash).toBe("#/settings");
});

test.each([
  ["http://127.0.0.1:4680/#/s/a", "#/s/a"],
  ["http://127.0.0.1:4680/#/", "#/"],
  ["http://127.0.0.1:4680/", null],
  ["http://127.0.0.1:4680/#/sign-in-failed", null],
  ["http://127.0.0.1:4681/#/s/a", null],
  ["about:blank", null],
  ["", null],
])("the place to come back to of %s is %s", (url, hash) => {
  expect(pageHash(url, hub.url)).toBe(hash);
});

test("where the desktop wants the page to be is in the address, as far as that can say it", () => {
  expect(hashOf({ to: "session", sessionId: "a/b", messageSeq: 7 })).toBe("#/s/a%2Fb@7");
  expect(hashOf({ to: "session", sessionId: "a", messageSeq: null })).toBe("#/s/a");
  expect(hashOf({ to: "settings" })).toBe("#/settings");
  expect(hashOf({ to: "join" })).toBeNull();
});
