import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, callerOf } from "../testing/people.ts";
import { startTestHub, type TestHub } from "../testing/test-hub.ts";
import { until } from "../testing/turns.ts";

let hub: TestHub;
let host: string;
beforeAll(async () => {
  hub = await startTestHub();
  host = await hub.listen();
});
afterAll(() => hub.close());

/** Sends the head of a call, waits until `hasBegun`, does `meanwhile`, and sends the body; gives the answer's status. */
const sendSlowly = async (
  path: string,
  authorization: string,
  { hasBegun, meanwhile }: { hasBegun: () => Promise<void>; meanwhile: () => Promise<unknown> },
): Promise<number> => {
  const socket = connect(Number(host.split(":")[1]), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  const body = JSON.stringify({ effect: "allow", tool: "*", title: "Late" });
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    `authorization: Bearer ${authorization}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
    "connection: close",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await hasBegun();
  await meanwhile();
  socket.end(body);
  await once(socket, "close");
  return Number(answer.split(" ")[1]);
};

const ownerCaller = async () => callerOf(hub, await hub.person());

test("a call whose body comes after its person was shut out, or made less, does nothing", async () => {
  const olga = await addPerson(hub, "owner", "Olga");
  const caller = await callerOf(hub, olga);
  const call = async (path: string, meanwhile: () => Promise<unknown>) => {
    const { device, key } = await hub.core.devices.addKey(caller, "Laptop");
    const hasBegun = () => until(async () => hub.core.signIn.isOpen(device.id), "the key was looked at");
    return sendSlowly(path, key, { hasBegun, meanwhile });
  };
  const change = { role: "operator" } as const;
  const lessen = async () => hub.core.members.change(await ownerCaller(), olga.id, change);
  expect(await call("/v1/people/machines/codes", lessen)).toBe(403);
  const shutOut = async () => hub.core.members.revoke(await ownerCaller(), olga.id);
  expect(await call("/v1/people/rules", shutOut)).toBe(401);
  expect(hub.core.rules.standing()).toEqual([]);
});

test("a call whose body comes after its machine's key was revoked does nothing", async () => {
  const machine = await hub.machine("Slow");
  const heard = async () => (await hub.core.machines.list()).find(({ id }) => id === machine.id)?.lastUsedAt;
  const before = await heard();
  const status = await sendSlowly("/v1/sessions", machine.key, {
    hasBegun: () => until(async () => (await heard()) !== before, "the key was looked at"),
    meanwhile: async () => hub.core.machines.revoke(await ownerCaller(), machine.id),
  });
  expect(status).toBe(401);
});
