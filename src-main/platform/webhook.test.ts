import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { webhookCaller } from "./webhook.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const call = (url: string) => ({
  url,
  id: "one",
  at: Date.now(),
  body: '{"title":"Grüße"}',
  secret,
  signal: new AbortController().signal,
});

/** A server that answers every call with this status. */
const startServer = async (status: number, headers: Record<string, string> = {}) => {
  const calls: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      calls.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(status, headers).end("x".repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
};

describe("a webhook", () => {
  test("is called with JSON that whoever has the secret can check", async () => {
    const { url, calls } = await startServer(204);
    expect(await webhookCaller.post(call(`${url}/hook?a=1`))).toEqual({ isTaken: true, isGone: false, why: null });
    const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = calls;
    expect([path, headers["content-type"], headers["webhook-id"]]).toEqual(["/hook?a=1", "application/json", "one"]);
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ title: "Grüße" });
    expect(() => new Webhook(secret).verify(body.replace("G", "g"), headers as Record<string, string>)).toThrow(
      /signature/i,
    );
  });

  test.each([
    [500, false],
    [410, true],
    [404, false],
  ])("that answers %i did not take it", async (status, isGone) => {
    const { url } = await startServer(status);
    expect(await webhookCaller.post(call(url))).toEqual({ isTaken: false, isGone, why: `it answered ${status}` });
  });

  test("is not followed elsewhere", async () => {
    const other = await startServer(200);
    const { url } = await startServer(307, { location: other.url });
    expect((await webhookCaller.post(call(url))).isTaken).toBe(false);
    expect(other.calls).toEqual([]);
  });

  test("that is not there is no reason to throw", async () => {
    const { url } = await startServer(200);
    expect(await webhookCaller.post(call(url.replace(/\d+$/, "1")))).toMatchObject({
      isTaken: false,
      why: "ECONNREFUSED",
    });
    expect((await webhookCaller.post(call("http://nobody.invalid/"))).isTaken).toBe(false);
  });

  test("may be plain on the local network only", () => {
    for (const url of ["http://127.0.0.1/x", "http://[::1]:8080/", "http://192.168.1.5/", "http://10.0.0.1/"]) {
      expect([url, webhookCaller.refuse(url)]).toEqual([url, undefined]);
    }
    for (const url of ["https://example.org/", "http://nas.local/hook", "http://[fd00::1]/"]) {
      expect([url, webhookCaller.refuse(url)]).toEqual([url, undefined]);
    }
    for (const url of ["http://8.8.8.8/", "http://[2001:db8::1]/", "http://0.0.0.0/", "https://ada:pw@example.org/"]) {
      expect([url, webhookCaller.refuse(url)]).toEqual([url, expect.any(String)]);
    }
  });
});
