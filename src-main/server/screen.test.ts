import { beforeEach, describe, expect, test } from "vitest";
import { builtScreen } from "../testing/built-screen.ts";
import { ownHub } from "../testing/own-hub.ts";
import type { TestHub } from "../testing/test-hub.ts";

let hub: TestHub;
beforeEach(async () => {
  const files = { "index.html": "<!doctype html><title>Muster</title>", "assets/main-abc123.js": "export {};" };
  const rendererDir = await builtScreen(files, "not to be served");
  hub = await ownHub({ rendererDir });
});

const get = (url: string, headers: Record<string, string> = {}) => hub.send("GET", url, { headers });

describe("the screen", () => {
  test("is served to anyone at the hub's own names, with a policy that allows no inline script", async () => {
    const page = await get("/");
    expect([page.statusCode, page.body]).toEqual([200, "<!doctype html><title>Muster</title>"]);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(page.headers).toMatchObject({
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  });

  test("has parts with a name of their content that browsers may keep", async () => {
    const script = await get("/assets/main-abc123.js");
    expect([script.statusCode, script.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(script.headers["content-type"]).toMatch(/javascript/);
  });

  test.each(["/%00", "/..%00/x"])("has nothing at %s, which no file can be called", async (path) => {
    const answer = await get(path);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "not-found"]);
  });

  test("is refused at a strange name (DNS rebinding), and from afar without TLS", async () => {
    expect((await get("/", { host: "evil.example" })).statusCode).toBe(403);
    expect((await get("/assets/main-abc123.js", { host: "evil.example" })).statusCode).toBe(403);
    const far = await hub.send("GET", "/", { from: "192.168.2.77" });
    expect([far.statusCode, far.json<{ code: string }>().code]).toEqual([403, "tls-required"]);
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/%5c..%5csecret.txt",
  ])("serves nothing beside it (%s)", async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain("not to be served");
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  });

  test("leaves unknown addresses not found, also below the interface's", async () => {
    for (const url of ["/nothing.html", "/v1/nothing", "/v1/people/nothing"]) {
      const answer = await get(url);
      expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([url, 404, "not-found"]);
    }
  });
});
