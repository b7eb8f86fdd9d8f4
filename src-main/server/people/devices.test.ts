import { beforeEach, describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import type { Device } from "#contract/people.ts";
import { hashSecret } from "../../core/secrets.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import { openScreen, refusedStream } from "../../testing/screen.ts";
import type { TestHub, TestPerson } from "../../testing/test-hub.ts";

const path = "/v1/people/devices";
const HOUR = 3_600_000;

let hub: TestHub;
let owner: TestPerson;
beforeEach(async () => {
  hub = await ownHub();
  owner = await hub.person();
});

const devicesOf = async (person: TestPerson) => (await person.send("GET", path)).json<{ items: Device[] }>().items;
const findFirefox = async () => (await devicesOf(owner)).find(({ name }) => name === "Firefox on Linux");
const addKey = async (person: TestPerson, name = "laptop") => {
  const answer = await person.send("POST", path, { body: { name } });
  return answer.json<{ device: Device; key: string; command: string }>();
};
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const me = (key: string, from?: string) =>
  hub.send("GET", "/v1/people/me", { headers: bearer(key), ...(from === undefined ? {} : { from }) });
const ledger = (...types: string[]) => hub.core.store.read.ledger.list({ types }, { limit: 100 });

describe("a device's key", () => {
  test("is given out once, with what to run, and kept as its hash", async () => {
    const answer = await owner.send("POST", path, { body: { name: "  laptop\n" } });
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([201, "no-store"]);
    const { device, key, command } = answer.json<{ device: Device; key: string; command: string }>();
    expect(key).toMatch(/^dk_[\w-]{43}$/);
    expect(device).toMatchObject({ name: "laptop", kind: "key", isThis: false, personName: "ada" });
    expect(command).toBe("muster sign-in https://192.168.2.10:4680");
    const { devices } = hub.core.store.read;
    expect(await devices.byToken(key)).toBeUndefined();
    expect((await devices.byToken(hashSecret(key)))?.device.id).toBe(device.id);
    expect(JSON.stringify(await devicesOf(owner))).not.toContain(key);
  });

  test("opens the people's door as its person, also for what changes something, without an origin", async () => {
    const session = await (await hub.machine()).session("A");
    const viewer = await addPerson(hub, "viewer", "Vera");
    const { key } = await addKey(viewer);
    expect((await me(key)).json()).toMatchObject({ person: { name: "Vera", role: "viewer" } });
    const read = `/v1/people/sessions/${session.id}/read`;
    expect((await hub.send("POST", read, { headers: bearer(key), body: { seq: 0 } })).statusCode).toBe(200);
    const rename = { headers: bearer(key), body: { title: "B" } };
    expect((await hub.send("PATCH", `/v1/people/sessions/${session.id}`, rename)).statusCode).toBe(403);
  });

  test("opens the stream", async () => {
    const { key } = await addKey(owner);
    const { frames } = await openScreen({ host: await hub.listen(), headers: bearer(key) });
    expect(frames).toMatchObject([{ type: "hello" }]);
  });

  test("is none at the agents' door, nor in a cookie; a cookie's secret or a machine's key is none here", async () => {
    const { key } = await addKey(owner);
    const machine = await hub.machine();
    const secret = owner.cookie.split("=")[1] ?? "";
    expect((await hub.send("GET", "/v1/me", { headers: bearer(key) })).statusCode).toBe(401);
    const cookie = `muster_test=${key}`;
    expect((await hub.send("GET", "/v1/people/me", { headers: { cookie } })).statusCode).toBe(401);
    expect([(await me(secret)).statusCode, (await me(machine.key)).statusCode]).toEqual([401, 401]);
    // A wrong key is not made good by a cookie that is there too.
    const both = { ...bearer("dk_wrong"), cookie: owner.cookie };
    expect((await hub.send("GET", "/v1/people/me", { headers: both })).statusCode).toBe(401);
  });

  test("is good for as long as nobody revokes it", async () => {
    const { key } = await addKey(owner);
    hub.advance(400 * 24 * HOUR);
    expect((await me(key)).statusCode).toBe(200);
  });
});

describe("devices", () => {
  test("are listed to their person, and all of them to an owner", async () => {
    const vera = await addPerson(hub, "viewer", "Vera");
    await addKey(vera, "phone");
    const words = (await devicesOf(vera)).map(({ name, kind, isThis, personName }) =>
      [name, kind, isThis, personName].join(" "),
    );
    expect(words.toSorted()).toEqual(["Browser browser true Vera", "phone key false Vera"]);
    const names = (await devicesOf(owner)).map(({ personName }) => personName);
    expect(names.toSorted()).toEqual(["Vera", "Vera", "ada"]);
  });

  test("are called by what their browser says, and keep where they were last used from", async () => {
    const ticket = await hub.core.signIn.createTicket();
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const headers = { "user-agent": userAgent };
    const answer = await hub.send("GET", `/v1/people/sign-in?ticket=${ticket}`, { headers, from: "127.0.0.9" });
    const cookie = String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
    const before = await findFirefox();
    expect(before).toMatchObject({ kind: "browser", address: "127.0.0.9" });
    hub.advance(2 * HOUR);
    await hub.send("GET", "/v1/people/me", { headers: { cookie }, from: "127.0.0.10" });
    const after = await findFirefox();
    expect(after?.address).toBe("127.0.0.10");
    expect(Date.parse(after?.lastUsedAt ?? "") - Date.parse(before?.lastUsedAt ?? "")).toBeGreaterThanOrEqual(2 * HOUR);
  });

  test("are renamed and revoked by their person or an owner, and are not there for others", async () => {
    const [vera, otto] = [await addPerson(hub, "viewer", "Vera"), await addPerson(hub, "operator", "Otto")];
    const { device, key } = await addKey(vera);
    const url = `${path}/${device.id}`;
    const rename = (by: TestPerson, name: string) => by.send("PATCH", url, { body: { name } });
    expect((await rename(vera, "tablet")).json()).toMatchObject({ device: { name: "tablet", personName: "Vera" } });
    expect((await rename(owner, "Vera's")).json()).toMatchObject({ device: { name: "Vera's" } });
    expect([(await rename(otto, "mine")).statusCode, (await otto.send("DELETE", url)).statusCode]).toEqual([404, 404]);
    expect((await me(key)).statusCode).toBe(200);
    expect((await owner.send("DELETE", url)).statusCode).toBe(200);
    expect((await me(key)).statusCode).toBe(401);
    expect((await owner.send("DELETE", url)).statusCode).toBe(404);
  });

  test("that are revoked lose their streams at once, and no other does", async () => {
    const host = await hub.listen();
    const { device, key } = await addKey(owner);
    const gone = await openScreen({ host, headers: bearer(key) });
    const stays = await openScreen({ host, cookie: owner.cookie });
    await owner.send("DELETE", `${path}/${device.id}`);
    expect(await gone.closed).toBe(4401);
    expect(await refusedStream({ host, headers: bearer(key) })).toBe(401);
    await (await hub.machine()).session("A");
    await stays.first("session");
  });
});

describe("wrong keys and links", () => {
  test("are written down and counted for each address; right ones always pass", async () => {
    const { key } = await addKey(owner);
    for (let tries = 0; tries < limits.wrongSecrets; tries += 1) {
      const answer = tries % 2 === 0 ? await me("dk_guess", "127.0.0.8") : await me("st_guess", "127.0.0.8");
      expect(answer.statusCode).toBe(401);
    }
    const limited = await me("dk_guess", "127.0.0.8");
    expect([limited.statusCode, Number(limited.headers["retry-after"]) > 0]).toEqual([429, true]);
    const link = await hub.send("GET", "/v1/people/sign-in?ticket=st_guess", { from: "127.0.0.8" });
    expect(link.statusCode).toBe(429);
    expect((await me(key, "127.0.0.8")).statusCode).toBe(200);
    const ticket = await hub.core.signIn.createTicket();
    const right = await hub.send("GET", `/v1/people/sign-in?ticket=${ticket}`, { from: "127.0.0.8" });
    expect(right.statusCode).toBe(303);
    expect((await me("dk_guess", "127.0.0.7")).statusCode).toBe(401);
    const entries = await ledger("sign-in-refused");
    expect(entries.filter(({ address }) => address === "127.0.0.8")).toHaveLength(limits.wrongSecrets);
    expect(JSON.stringify(entries)).not.toContain("guess");
    hub.advance(HOUR);
    expect((await me("dk_guess", "127.0.0.8")).statusCode).toBe(401);
  });
});

describe("the ledger", () => {
  test("says who signed in and out, and which keys were made and revoked", async () => {
    const vera = await addPerson(hub, "viewer", "Vera");
    const { device } = await addKey(vera, "phone");
    await owner.send("DELETE", `${path}/${device.id}`);
    await vera.send("POST", "/v1/people/sign-out");
    const types = ["signed-in", "signed-out", "device-added", "device-revoked", "key-made"];
    const entries = (await ledger(...types)).toReversed();
    expect(entries.map(({ type, by, subject }) => [type, by.name, subject?.name])).toEqual([
      ["device-added", "ada", "Browser"],
      ["signed-in", "ada", "Browser"],
      ["device-added", "Vera", "Browser"],
      ["signed-in", "Vera", "Browser"],
      ["device-added", "Vera", "phone"],
      ["key-made", "Vera", "phone"],
      ["device-revoked", "ada", "phone"],
      ["signed-out", "Vera", "Browser"],
    ]);
    expect(entries.every(({ address }) => address === "127.0.0.1")).toBe(true);
  });

  test("says why a link was refused", async () => {
    const ticket = await hub.core.signIn.createTicket();
    const follow = (word: string) => hub.send("GET", `/v1/people/sign-in?ticket=${word}`);
    await follow(ticket);
    await follow(ticket);
    await follow("st_nonsense");
    const entries = await ledger("sign-in-refused");
    expect(entries.map(({ by, details }) => [by.type, details])).toEqual([
      ["unknown", { why: "unknown" }],
      ["unknown", { why: "used", person: "ada" }],
    ]);
  });
});
