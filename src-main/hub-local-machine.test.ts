import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createHub, type HubConfig } from "./hub.ts";
import { tempFolder } from "./platform/temp-folder.ts";

// Windows has no such permissions.
const ofFile = process.platform === "win32" ? 0o666 : 0o600;

interface ClientFile {
  url: string;
  key: string;
  fingerprint: string;
  machine: { id: string; name: string };
}

const startHub = async (config: Partial<HubConfig> & { home: string }) => {
  const hub = await createHub({ port: 0, host: "127.0.0.1", ...config });
  onTestFinished(() => hub.close());
  return hub;
};
const kept = async (clientDir: string) => JSON.parse(await readFile(join(clientDir, "hub.json"), "utf8")) as ClientFile;
const me = async ({ url, key }: ClientFile) => {
  const answer = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: (await answer.json()) as { machine: { id: string; isLocal: boolean } } };
};

test("the first start joins the hub's own machine and leaves its key for the command line alone", async () => {
  const clientDir = join(tempFolder(), "client");
  const hub = await startHub({ home: tempFolder(), clientDir });
  const file = await kept(clientDir);
  expect(file).toMatchObject({ url: hub.url, fingerprint: hub.fingerprint, key: expect.stringMatching(/^mk_/) });
  expect((await stat(join(clientDir, "hub.json"))).mode & 0o777).toBe(ofFile);
  expect(await me(file)).toMatchObject({ status: 200, body: { machine: { id: file.machine.id, isLocal: true } } });
});

test("the next start leaves the key alone and keeps the address true", async () => {
  const [home, clientDir] = [tempFolder(), tempFolder()];
  const first = await startHub({ home, clientDir });
  const before = await kept(clientDir);
  await first.close();
  const next = await startHub({ home, clientDir });
  expect(next.port).not.toBe(first.port);
  expect(await kept(clientDir)).toEqual({ ...before, url: next.url });
  expect((await me(await kept(clientDir))).status).toBe(200);
});

test("a key of another hub is left as it is", async () => {
  const clientDir = tempFolder();
  await startHub({ home: tempFolder(), clientDir });
  const before = await readFile(join(clientDir, "hub.json"), "utf8");
  await startHub({ home: tempFolder(), clientDir });
  expect(await readFile(join(clientDir, "hub.json"), "utf8")).toBe(before);
});

test("a key that a person or a later version put there is left as it is", async () => {
  const clientDir = tempFolder();
  const text = JSON.stringify({ version: 2, url: "http://127.0.0.1:1", key: "mk_mine" });
  await writeFile(join(clientDir, "hub.json"), text);
  await startHub({ home: tempFolder(), clientDir });
  expect(await readFile(join(clientDir, "hub.json"), "utf8")).toBe(text);
});

test("a key that was lost is made anew for the same machine, and the old one ends", async () => {
  const home = tempFolder();
  const [lost, found] = [tempFolder(), tempFolder()];
  const first = await startHub({ home, clientDir: lost });
  await first.close();
  const next = await startHub({ home, clientDir: found });
  const [before, after] = [await kept(lost), await kept(found)];
  expect(after.machine.id).toBe(before.machine.id);
  expect((await me(after)).status).toBe(200);
  expect((await me({ ...before, url: next.url })).status).toBe(401);
});

test("without a place for it no machine is joined", async () => {
  const hub = await startHub({ home: tempFolder(), clientDir: null });
  const link = await fetch(await hub.signInLink(), { redirect: "manual" });
  const cookie = (link.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  const answer = await fetch(`${hub.url}/v1/people/machines`, { headers: { cookie } });
  expect(await answer.json()).toEqual({ items: [], next: null });
});
