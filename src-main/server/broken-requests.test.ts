import { connect } from "node:net";
import { expect, test } from "vitest";
import { Problem } from "#contract/errors.ts";
import { ownHub } from "../testing/own-hub.ts";

const start = async () => {
  const hub = await ownHub();
  const { hostname, port } = new URL(`http://${await hub.listen()}`);
  /** Sends bytes and reads until the hub ends the connection. */
  const send = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      let text = "";
      socket.setEncoding("utf8").on("data", (part: string) => (text += part));
      socket.on("end", () => resolve(text)).on("error", reject);
    });
  return { hub, send };
};

test.each([
  ["no HTTP at all", "hello there\r\n\r\n", 400, "invalid"],
  ["a header without an end", "GET /v1/health HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n", 400, "invalid"],
  [
    "two lengths",
    "POST /v1/join HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    400,
    "invalid",
  ],
  ["endless headers", `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 413, "too-large"],
])("%s is answered with a problem document too", async (_what, bytes, status, code) => {
  const { hub, send } = await start();
  const [head = "", body = ""] = (await send(bytes)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head.toLowerCase()).toContain("content-type: application/problem+json");
  expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, code });
  expect((await hub.send("GET", "/v1/health")).statusCode).toBe(200);
});
