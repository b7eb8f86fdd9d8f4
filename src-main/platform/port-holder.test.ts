import { type Server, createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { platform } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { listenerPid, listeningInodes, pidInNetstat } from "./listener-pid.ts";
import { lockHome } from "./lock.ts";
import { describeHolder, findPortHolder } from "./port-holder.ts";
import { tempFolder } from "./temp-folder.ts";

const listen = async (server: Pick<Server, "listen" | "address" | "close">): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

const health = async (answer: string): Promise<number> =>
  listen(createServer((request, response) => response.end(request.url === "/v1/health" ? answer : "")));

test.runIf(platform() === "linux")("a port held by this process is told with its pid and program", async () => {
  const port = await health("no hub");
  const holder = await findPortHolder(port);
  expect(holder).toMatchObject({ pid: process.pid, hub: null });
  expect(describeHolder(holder)).toBe(`node (pid ${process.pid})`);
});

test.runIf(platform() === "linux")("a hub is told as one, with its data folder", async () => {
  const home = tempFolder();
  const lock = await lockHome(home);
  const holder = await findPortHolder(await health('{"ok":true,"version":"0.1.0"}'));
  expect(describeHolder(holder)).toBe(`a Muster hub (pid ${process.pid}, home ${home})`);
  await lock.release();
});

test("a holder that takes a connection and says nothing costs half a second, not more", async () => {
  const holder = await findPortHolder(await listen(createTcpServer() as unknown as Server));
  expect(holder.hub).toBeNull();
});

test("nobody is told where nobody listens", async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await findPortHolder(port)).toEqual({ pid: null, program: null, hub: null });
  expect(await listenerPid(port)).toBeNull();
});

test("who can't be told is another program", () => {
  expect(describeHolder({ pid: null, program: null, hub: null })).toBe("another program");
  expect(describeHolder({ pid: 7, program: null, hub: null })).toBe("another program (pid 7)");
  expect(describeHolder({ pid: null, program: null, hub: { version: "1", home: null } })).toBe("a Muster hub");
});

test("of Linux's table only listeners on the very port count", () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1248 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5001 1 0
   1: 0100007F:1248 0100007F:E1A0 01 00000000:00000000 00:00000000 00000000     0        0 5002 1 0
   2: 0100007F:0248 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5003 1 0`;
  expect(listeningInodes(table, 4680)).toEqual(["5001"]);
});

test("of Windows' table only listeners on the very port count, in any language", () => {
  const output = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:4680         127.0.0.1:50000        HERGESTELLT      11
  TCP    0.0.0.0:14680          0.0.0.0:0              ABHÖREN          12
  TCP    0.0.0.0:4680           0.0.0.0:0              ABHÖREN          13
`;
  expect(pidInNetstat(output, 4680)).toBe(13);
  expect(pidInNetstat(output, 4681)).toBeNull();
});
