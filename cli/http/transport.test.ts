import { createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { readAddress } from "../config/address.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { startWebServer } from "../testing/web-server.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

const rawServer = async (onSocket: (socket: Socket) => void) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return readAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

const request = { method: "GET", path: "/v1/me", headers: {} };
const send = (url: string, options?: TransportOptions) => createTransport(readAddress(url), options)(request);

describe("the way to the hub", () => {
  it("carries a large body there and back", async () => {
    const server = await startWebServer(({ body }) => ({ status: 200, body }));
    const text = "ä\n".repeat(400_000);
    const { body } = await createTransport(readAddress(server.url))({
      method: "POST",
      path: "/x",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    expect(JSON.parse(body)).toEqual({ text });
  });

  it("sends key and host with the request", async () => {
    const server = await startWebServer(({ key }) => ({ status: 200, body: { key } }));
    expect(JSON.parse((await send(server.url, { key: "mk_1" })).body)).toEqual({ key: "mk_1" });
  });

  it("puts an answer together that comes byte by byte", async () => {
    const address = await rawServer((socket) => {
      socket.setNoDelay(true);
      const bytes = Array.from("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      const next = () => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(byte, () => setImmediate(next));
      };
      socket.once("data", next);
    });
    expect(await createTransport(address)(request)).toEqual({ status: 200, body: "ok" });
  });

  it("does not wait for the other side to hang up", async () => {
    const address = await rawServer((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
    });
    expect((await createTransport(address)(request)).body).toBe("ok");
  });

  it("tells a closed port, an early end and silence apart", async () => {
    const gone = await startWebServer(() => "drop");
    await expect(send(gone.url)).rejects.toMatchObject({ reason: "broken" });
    await gone.stop();
    await expect(send(gone.url)).rejects.toMatchObject({ reason: "refused" });
    const half = await rawServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"));
    });
    await expect(createTransport(half)(request)).rejects.toMatchObject({ reason: "broken" });
    const silent = await rawServer(() => {});
    await expect(createTransport(silent, { answerMilliseconds: 50 })(request)).rejects.toMatchObject({
      reason: "timeout",
    });
    const other = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9\r\n\r\n"));
    await expect(createTransport(other)(request)).rejects.toMatchObject({ reason: "broken" });
  });

  it("stops at once when it is told to", async () => {
    const silent = await rawServer(() => {});
    const stop = new AbortController();
    const answer = createTransport(silent)({ ...request, signal: stop.signal });
    setImmediate(() => stop.abort(new Error("enough")));
    await expect(answer).rejects.toThrow("enough");
    await expect(createTransport(silent)({ ...request, signal: stop.signal })).rejects.toThrow("enough");
  });
});

describe("the encrypted way to the hub", () => {
  it("is taken when the certificate is the pinned one", async () => {
    const tls = await makeCertificate();
    const server = await startWebServer(({ key }) => ({ status: 200, body: { key } }), tls);
    const url = `${server.url}#${tls.fingerprint}`;
    expect((await send(url, { key: "mk_1" })).body).toBe('{"key":"mk_1"}');
  });

  it("is left before the key is sent when the certificate is another one", async () => {
    const [tls, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const server = await startWebServer(() => ({ status: 200 }), tls);
    const sent = send(`${server.url}#${other.fingerprint}`, { key: "mk_1" });
    await expect(sent).rejects.toMatchObject({ reason: "certificate", message: "changed" });
    expect(server.seen).toEqual([]);
  });

  it("without a pin needs an authority that vouches for it", async () => {
    const server = await startWebServer(() => ({ status: 200 }), await makeCertificate());
    await expect(send(server.url)).rejects.toMatchObject({ reason: "certificate", message: "unknown" });
    expect(server.seen).toEqual([]);
  });

  it("at first sight takes any certificate and says which", async () => {
    const tls = await makeCertificate();
    const server = await startWebServer(() => ({ status: 200 }), tls);
    let seen = "";
    await send(server.url, { onFirstSight: (fingerprint) => (seen = fingerprint) });
    expect(seen).toBe(tls.fingerprint);
  });

  it("to a port that speaks plain HTTP breaks", async () => {
    const server = await startWebServer(() => ({ status: 200 }));
    await expect(send(server.url.replace("http:", "https:"))).rejects.toMatchObject({ reason: "broken" });
  });
});
