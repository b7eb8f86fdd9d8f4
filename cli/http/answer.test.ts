import { describe, expect, it } from "vitest";
import { createAnswerReader } from "./answer.ts";

const feed = (pieces: (string | Buffer)[], end = false) => {
  const reader = createAnswerReader();
  for (const piece of pieces) {
    const answer = reader.push(Buffer.from(piece as string));
    if (answer) return answer;
  }
  return end ? reader.push(undefined) : undefined;
};

describe("an HTTP answer", () => {
  it("is read by its length, however the bytes come", () => {
    const bytes = Buffer.from(
      `HTTP/1.1 201 Created\r\ncontent-length: 9\r\nRetry-After: 3\r\n\r\n{"a":"ä"}`.replace("9", "10"),
    );
    const whole = { status: 201, body: '{"a":"ä"}', retryAfterSeconds: 3 };
    expect(feed([bytes])).toEqual(whole);
    expect(feed(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(whole);
  });

  it("is read chunk by chunk", () => {
    const text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nab\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n";
    const whole = { status: 200, body: "ab\r\n0123456789" };
    expect(feed([text])).toEqual(whole);
    expect(feed(Array.from(text))).toEqual(whole);
    expect(feed([text.slice(0, -20)], true)).toBeUndefined();
  });

  it("without a length ends with the connection", () => {
    expect(feed(["HTTP/1.0 200 OK\r\n\r\n", "ab", "c"])).toBeUndefined();
    expect(feed(["HTTP/1.0 200 OK\r\n\r\n", "ab", "c"], true)).toEqual({ status: 200, body: "abc" });
  });

  it("that is announced first, or has no body, is read right", () => {
    expect(feed(["HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"])).toEqual({
      status: 204,
      body: "",
    });
  });

  it("that ends too soon is none", () => {
    expect(feed(["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcd"], true)).toBeUndefined();
    expect(feed(["HTTP/1.1 200 OK\r\nconte"], true)).toBeUndefined();
  });

  it("that is nonsense, or has no end, is refused", () => {
    expect(() => feed(["SSH-2.0-OpenSSH\r\n\r\n"])).toThrow("not an HTTP answer");
    expect(() => feed(["x".repeat(70_000)])).toThrow("headers without end");
    expect(() => feed(["HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n"])).toThrow("length");
    expect(() => feed(["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"])).toThrow("size");
  });
});
