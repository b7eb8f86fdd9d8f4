import { expect, test } from "vitest";
import { pageAddress } from "./page-address.ts";

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
