import { Agent, type RequestListener, type Server, type ServerResponse, get as httpGet } from "node:http";
import { Agent as SecureAgent, get as httpsGet } from "node:https";
import { type AddressInfo, type Socket, connect } from "node:net";
import { type TLSSocket, connect as connectSecure } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { type DualListenerOptions, createDualListener } from "./listener.ts";
import { selfSigned } from "./self-signed.ts";

const pair = await selfSigned(Date.now());
const servers: Server[] = [];

const start = async (handler: RequestListener, options: Partial<DualListenerOptions> = {}): Promise<number> => {
  const server = createDualListener({ ...pair, graceMs: 300, ...options }).server(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

const close = async (server: Server | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (server?.listening) server.close(() => resolve());
    else resolve();
  });

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
});

const dial = (secure: boolean, port: number): Socket | TLSSocket =>
  secure ? connectSecure({ port, host: "127.0.0.1", ca: pair.cert }) : connect(port, "127.0.0.1");

const readAll = async (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => (text += part));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });

const readSome = async (socket: Socket, wanted: RegExp): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (wanted.test(text)) resolve(text);
    });
  });

const hello: RequestListener = (request, response) => {
  response.end(`${"encrypted" in request.socket ? "secret" : "open"} ${request.url}`);
};

describe.each([
  ["plain HTTP", false],
  ["TLS", true],
])("the dual listener over %s", (_name, secure) => {
  test("answers several requests on one kept connection", async () => {
    const port = await start(hello);
    const agent = secure
      ? new SecureAgent({ keepAlive: true, maxSockets: 1, ca: pair.cert })
      : new Agent({ keepAlive: true, maxSockets: 1 });
    const fetchOne = async (path: string): Promise<{ text: string; localPort: number | undefined }> =>
      new Promise((resolve, reject) => {
        (secure ? httpsGet : httpGet)({ port, host: "127.0.0.1", path, agent }, (response) => {
          const { localPort } = response.socket;
          response.setEncoding("utf8").on("data", (text: string) => resolve({ text, localPort }));
        }).on("error", reject);
      });
    const one = await fetchOne("/1");
    const two = await fetchOne("/2");
    expect([one.text, two.text]).toEqual(secure ? ["secret /1", "secret /2"] : ["open /1", "open /2"]);
    expect(two.localPort).toBe(one.localPort);
    agent.destroy();
  });

  test("loses no byte of a request that comes in single bytes, nor of one that comes with the next", async () => {
    const port = await start(hello);
    const drip = dial(secure, port).setNoDelay(true);
    const dripped = readSome(drip, /\/drip/);
    for (const byte of "GET /drip HTTP/1.1\r\nHost: x\r\n\r\n") {
      await new Promise((resolve) => drip.write(byte, resolve));
    }
    expect(await dripped).toContain("200 OK");
    drip.destroy();
    const pipeline = dial(secure, port);
    pipeline.write("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect((await readAll(pipeline)).match(/(open|secret) \/[ab]/g)).toHaveLength(2);
  });

  test("takes a large body whole", async () => {
    const size = 3_000_000;
    const port = await start((request, response) => {
      let count = 0;
      request.on("data", (part: Buffer) => (count += part.length)).on("end", () => response.end(String(count)));
    });
    const socket = dial(secure, port);
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`);
    socket.write(Buffer.alloc(size, 97));
    expect(await readAll(socket)).toMatch(/\r\n3000000(\r\n|$)/);
  });

  test("hands upgrades to the server it gave out", async () => {
    const port = await start(hello);
    servers[0]?.on("upgrade", (request, socket: Socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
      socket.end("encrypted" in request.socket ? "up secret" : "up open");
    });
    const socket = dial(secure, port);
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    expect(await readAll(socket)).toContain(secure ? "up secret" : "up open");
  });

  test("closes at once with idle connections, and with one whose answer comes meanwhile", async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    const port = await start(
      (request, response) => {
        if (request.url === "/now") response.end("now");
        else asked.resolve(response);
      },
      { graceMs: 60_000 },
    );
    const idle = dial(secure, port);
    const idleEnds = readAll(idle);
    idle.write("GET /now HTTP/1.1\r\nHost: x\r\n\r\n");
    const parked = dial(secure, port);
    const parkedEnds = readAll(parked);
    parked.write("GET /parked HTTP/1.1\r\nHost: x\r\n\r\n");
    const answer = await asked.promise;
    const closed = close(servers[0]);
    answer.end("late");
    await closed;
    expect(await idleEnds).toContain("now");
    expect(await parkedEnds).toContain("late");
  });

  test("cuts an upgraded connection that ignores the farewell, after its time of grace", async () => {
    const port = await start(hello, { graceMs: 50 });
    servers[0]?.on("upgrade", (_request, socket: Socket) => {
      socket
        .on("error", () => undefined)
        .write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    });
    const socket = dial(secure, port);
    const ends = readAll(socket);
    const up = readSome(socket, /101/);
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    await up;
    await close(servers[0]);
    expect(await ends).toContain("101");
  });

  test("drops a request whose headers never end, but lets an answer take longer than that", async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    const port = await start((_request, response) => asked.resolve(response), { headersMs: 100, requestMs: 100 });
    const patient = dial(secure, port);
    const answered = readAll(patient);
    patient.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const answer = await asked.promise;
    const slow = dial(secure, port);
    slow.write("GET / HTTP/1.1\r\nHost:");
    expect(await readAll(slow)).not.toContain("200 OK");
    answer.end("patient");
    expect(await answered).toContain("patient");
  });
});

describe("the dual listener", () => {
  test("drops a connection that never says a word", async () => {
    const port = await start(hello, { silenceMs: 50 });
    expect(await readAll(connect(port, "127.0.0.1"))).toBe("");
  });

  test("lives on after connections that break, end early, or speak neither language", async () => {
    const port = await start(hello);
    connect(port, "127.0.0.1")
      .on("error", () => undefined)
      .on("connect", function reset(this: Socket) {
        this.resetAndDestroy();
      });
    await readAll(connect(port, "127.0.0.1").end());
    expect(await readAll(connect(port, "127.0.0.1").end("SSH-2.0-OpenSSH\r\n"))).toContain("400 Bad Request");
    await readAll(connect(port, "127.0.0.1").end(Buffer.from([0x16, 0x03, 0x01, 0, 5, 1, 2, 3, 4, 5])));
    const fine = connect(port, "127.0.0.1");
    fine.end("GET /fine HTTP/1.0\r\n\r\n");
    expect(await readAll(fine)).toContain("open /fine");
  });
});
