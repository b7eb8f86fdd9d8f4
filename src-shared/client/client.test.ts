import { describe, expect, test } from "vitest";
import { createClient, type HttpAnswer, type HttpRequest, pathOf } from "./client.ts";
import { ProblemError } from "./errors.ts";

const start = (answer: Partial<HttpAnswer> = {}) => {
  const sent: HttpRequest[] = [];
  const client = createClient((request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, body: "{}", ...answer });
  });
  return { client, sent };
};

describe("the client", () => {
  test("sends a call of the route table, with body and idempotency key", async () => {
    const { client, sent } = start({ status: 201, body: '{"message":{"id":"m1"}}' });
    const answer = await client.call("postMessage", {
      params: { id: "a/b c" },
      body: { text: "ü" },
      idempotencyKey: "k1",
    });
    expect(answer).toEqual({ message: { id: "m1" } });
    expect(sent).toEqual([
      {
        method: "POST",
        path: "/v1/sessions/a%2Fb%20c/messages",
        headers: { accept: "application/json", "content-type": "application/json", "idempotency-key": "k1" },
        body: '{"text":"ü"}',
      },
    ]);
  });

  test("sends no body and no media type when there is nothing to send, and hands its signal on", async () => {
    const { client, sent } = start();
    const { signal } = new AbortController();
    await client.call("me", { signal });
    expect(sent).toEqual([{ method: "GET", path: "/v1/me", headers: { accept: "application/json" }, signal }]);
  });

  test("takes an empty answer for an empty object", async () => {
    const { client } = start({ body: "" });
    expect(await client.call("signOut")).toEqual({});
  });

  test("throws what the hub says is wrong", async () => {
    const problem = {
      type: "urn:muster:problem:conflict",
      title: "Conflict",
      status: 409,
      detail: "Taken.",
      code: "conflict",
      issues: [{ path: "title", message: "taken" }],
      receipt: { state: "handed" },
    };
    const { client } = start({ status: 409, body: JSON.stringify(problem), retryAfterSeconds: 7 });
    const error = await client.call("me").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ status: 409, code: "conflict", message: "Taken.", retryAfterSeconds: 7 });
    expect(error).toMatchObject({ issues: [{ path: "title" }], problem: { receipt: { state: "handed" } } });
  });

  test.each([
    [401, "unauthorized"],
    [503, "unavailable"],
    [502, "unexpected"],
  ])("makes sense of %i from something that is not the hub", async (status, code) => {
    const { client } = start({ status, body: "<html>Bad gateway</html>" });
    await expect(client.call("me")).rejects.toMatchObject({ status, code, issues: [] });
  });
});

test("a path has its parameters and those of the query that are there", () => {
  expect(pathOf("dueReplies", { params: { id: "x" }, query: { wait: 60, carrier: undefined } })).toBe(
    "/v1/sessions/x/replies?wait=60",
  );
  expect(pathOf("search", { query: { q: "a&b=ü" } })).toBe("/v1/people/search?q=a%26b%3D%C3%BC");
});
