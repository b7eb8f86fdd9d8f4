import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { attentiveHub } from "../../testing/attention.ts";
import { addPerson } from "../../testing/people.ts";

const MINUTE = 60_000;

/** What is called; it answers with the statuses one after the other, the last one for good. */
const startReceiver = async (...statuses: number[]) => {
  const calls: { id: string; body: string; headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      calls.push({ id: headers["webhook-id"] ?? "", body, headers });
      response.writeHead(statuses[calls.length - 1] ?? statuses.at(-1) ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, calls };
};

test("what nobody answers is posted to the person's webhook, signed, with no word of the agent's but the title", async () => {
  const at = await attentiveHub();
  const { url, calls } = await startReceiver(200);
  const { webhookSecret = "" } = await at.prefer({ webhook: { url } });
  const session = await at.session();
  await session.approval({ timeoutSeconds: 7200, summary: "secret plan" });
  await at.wait(4 * MINUTE);
  expect(calls).toEqual([]);
  await at.wait(MINUTE);
  await at.wait(60 * MINUTE);
  expect(calls).toHaveLength(1);
  const [{ body, headers } = { body: "", headers: {} as Record<string, string> }] = calls;
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const key = Buffer.from(webhookSecret.slice("whsec_".length), "base64");
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  expect(JSON.parse(body)).toEqual({
    type: "attention.escalated",
    timestamp: expect.any(String),
    data: {
      kind: "approval",
      title: "Ship it",
      subtitle: "studio · Ada",
      sessionId: session.id,
      messageSeq: 1,
      path: `/#/s/${session.id}`,
      at: expect.any(String),
    },
  });
  expect((await at.decisions())[0]).toMatchObject({
    target: { type: "webhook", name: new URL(url).host },
    outcome: "shown",
    reason: "escalated",
  });
});

test("an agent that says that it waits, and asks, is one call", async () => {
  const at = await attentiveHub();
  const { url, calls } = await startReceiver(200);
  await at.prefer({ webhook: { url } });
  const session = await at.session();
  await session.post({ text: "May I?", state: "waiting" });
  await session.approval({ timeoutSeconds: 7200 });
  await at.wait(6 * MINUTE);
  await at.wait(60 * MINUTE);
  expect(calls.map(({ body }) => (JSON.parse(body) as { data: { kind: string } }).data.kind)).toEqual(["approval"]);
});

test("who is an owner no more has nothing called any more", async () => {
  const at = await attentiveHub();
  const { url, calls } = await startReceiver(200);
  const other = await addPerson(at.hub, "owner", "Olga");
  await at.prefer({ webhook: { url } }, other);
  await at.owner.send("PATCH", `/v1/people/people/${other.id}`, { body: { role: "viewer" } });
  const session = await at.session();
  await session.approval({ timeoutSeconds: 7200 });
  await at.wait(6 * MINUTE);
  expect(calls).toEqual([]);
});

test("one that fails is called again, at most three times, with the same id", async () => {
  const at = await attentiveHub();
  const { url, calls } = await startReceiver(500);
  await at.prefer({ webhook: { url } });
  await (await at.session()).approval({ timeoutSeconds: 36_000 });
  await at.wait(5 * MINUTE);
  expect(calls).toHaveLength(1);
  await at.wait(MINUTE);
  expect(calls).toHaveLength(2);
  await at.wait(MINUTE);
  expect(calls).toHaveLength(2);
  await at.wait(5 * MINUTE);
  await at.wait(60 * MINUTE);
  expect(calls).toHaveLength(3);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
  expect((await at.decisions())[0]).toMatchObject({ outcome: "dropped", reason: "failed" });
});

test("one that is gone for good is turned off", async () => {
  const at = await attentiveHub();
  const { url, calls } = await startReceiver(410);
  await at.prefer({ webhook: { url } });
  await (await at.session()).approval({ timeoutSeconds: 36_000 });
  await at.wait(5 * MINUTE);
  await at.wait(60 * MINUTE);
  expect(calls).toHaveLength(1);
  const { preferences } = (await at.owner.send("GET", "/v1/people/attention")).json<{ preferences: object }>();
  expect(preferences).toMatchObject({ webhook: null });
});

test("the secret is shown once, a new address has another one, and nobody but an owner may set one", async () => {
  const at = await attentiveHub();
  const first = await at.prefer({ webhook: { url: "https://example.org/one" } });
  expect(first.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const again = await at.prefer({ webhook: { url: "https://example.org/one" } });
  expect(again.webhookSecret).toBeUndefined();
  expect((await at.owner.send("GET", "/v1/people/attention")).body).not.toContain("whsec_");
  const second = await at.prefer({ webhook: { url: "https://example.org/two" } });
  expect(second.webhookSecret).not.toBe(first.webhookSecret);
  expect((await at.prefer({ webhook: null })).preferences.webhook).toBeNull();
  const other = await addPerson(at.hub, "operator", "Otto");
  const body = { webhook: { url: "https://example.org/hook" } };
  expect((await other.send("PATCH", "/v1/people/attention", { body })).statusCode).toBe(403);
  const plain = { webhook: { url: "http://8.8.8.8/" } };
  expect((await at.owner.send("PATCH", "/v1/people/attention", { body: plain })).json()).toMatchObject({
    code: "invalid",
    issues: [{ path: "webhook.url" }],
  });
  const ledger = await at.owner.send("GET", "/v1/people/audit?limit=10");
  expect(ledger.body).toContain("example.org");
  expect(ledger.body).not.toContain("whsec_");
});
