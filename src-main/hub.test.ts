import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { request as secureRequest } from "node:https";
import type { TLSSocket } from "node:tls";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { JoinAnswer } from "#contract/machine.ts";
import { createHub, type Hub, type HubConfig } from "./hub.ts";
import { tempFolder } from "./platform/temp-folder.ts";

const startHub = async (config: Partial<HubConfig> = {}): Promise<Hub> => {
  const hub = await createHub({ home: tempFolder(), port: 0, host: "127.0.0.1", ...config });
  onTestFinished(() => hub.close());
  return hub;
};

const json = { "content-type": "application/json" };
const signIn = async (hub: Hub, origin = hub.url) => {
  const answer = await fetch(await hub.signInLink(), { redirect: "manual" });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  return { cookie, origin };
};
const joinMachine = async (hub: Hub) => {
  const { code } = await hub.joinCode();
  const body = JSON.stringify({ code, machine: { name: "laptop" } });
  return (await (await fetch(`${hub.url}/v1/join`, { method: "POST", headers: json, body })).json()) as JoinAnswer;
};
const settings = async (hub: Hub) => {
  const { cookie } = await signIn(hub);
  return (await fetch(`${hub.url}/v1/people/settings`, { headers: { cookie } })).json();
};
const since = async (hub: Hub) => {
  const { cookie } = await signIn(hub);
  const overview = await fetch(`${hub.url}/v1/people/overview`, { headers: { cookie } });
  return ((await overview.json()) as { since: number }).since;
};

/** A GET over TLS to the hub's port; also says whose certificate it was. */
const secureGet = (hub: Hub, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string; fingerprint: string }>(
    (resolve, reject) => {
      const options = { host: "127.0.0.1", port: hub.port, path, headers, rejectUnauthorized: false };
      const call = secureRequest(options, (response) => {
        const { fingerprint256 } = (response.socket as TLSSocket).getPeerCertificate();
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, fingerprint: fingerprint256 }),
        );
      });
      call.on("error", reject).end();
    },
  );

describe("a hub", () => {
  test("takes a free port and says which, and answers there", async () => {
    const hub = await startHub();
    expect(hub.port).toBeGreaterThan(0);
    expect(hub.url).toBe(`http://127.0.0.1:${hub.port}`);
    const health = await fetch(`${hub.url}/v1/health`);
    expect(await health.json()).toEqual({ ok: true, version: hub.version });
  });

  test.skipIf(process.platform === "win32")("keeps its folder and what lies in it for its owner's eyes", async () => {
    const hub = await startHub({ home: join(tempFolder(), "new", "muster") });
    expect((await stat(hub.home)).mode & 0o777).toBe(0o700);
    const modes = ["muster.db", "search.db"].map(async (file) => (await stat(join(hub.home, file))).mode & 0o077);
    expect(await Promise.all(modes)).toEqual([0, 0]);
  });

  test("speaks TLS with its own certificate on the same port", async () => {
    const hub = await startHub();
    const answer = await secureGet(hub, "/v1/health");
    expect(answer.status).toBe(200);
    expect(answer.fingerprint).toBe(hub.fingerprint);
    const { hub: about } = await joinMachine(hub);
    expect(about.fingerprint).toBe(hub.fingerprint);
  });

  test("gives cookies that stay on TLS to those who came by it, and takes them there from its own page", async () => {
    const hub = await startHub();
    const link = new URL(await hub.signInLink());
    const answer = await secureGet(hub, link.pathname + link.search);
    const [cookie = ""] = answer.headers["set-cookie"] as string[];
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    const me = await secureGet(hub, "/v1/people/me", { cookie: cookie.split(";", 1)[0] ?? "" });
    expect(me.status).toBe(200);
    const plain = await fetch(await hub.signInLink(), { redirect: "manual" });
    expect(plain.headers.get("set-cookie")).not.toContain("Secure");
  });

  test("gives join codes with the command to run", async () => {
    const hub = await startHub();
    const { url, code, expiresAt, command } = await hub.joinCode();
    expect(url).toBe(hub.url);
    expect(command).toBe(`muster join ${url} --code ${code}`);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  });

  test("keeps everything over a restart, keys, sign-ins and its certificate too", async () => {
    const home = tempFolder();
    const first = await startHub({ home });
    const { key } = await joinMachine(first);
    const headers = { ...json, authorization: `Bearer ${key}` };
    const open = await fetch(`${first.url}/v1/sessions`, { method: "POST", headers, body: '{"title":"Kept"}' });
    const { session } = (await open.json()) as { session: { id: string } };
    const { cookie } = await signIn(first);
    await first.close();

    const next = await startHub({ home, port: first.port });
    expect(next.fingerprint).toBe(first.fingerprint);
    const read = await fetch(`${next.url}/v1/sessions/${session.id}`, { headers });
    expect(await read.json()).toMatchObject({ session: { title: "Kept" } });
    expect((await fetch(`${next.url}/v1/people/me`, { headers: { cookie } })).status).toBe(200);
  });

  test("numbers its stream anew at each start, above all before", async () => {
    const home = tempFolder();
    const first = await startHub({ home });
    const before = await since(first);
    await first.close();
    expect(await since(await startHub({ home }))).toBeGreaterThan(before);
  });

  test("two of them on one computer don't take each other's cookies", async () => {
    const [one, other] = [await startHub(), await startHub()];
    const mine = await signIn(one);
    const theirs = await signIn(other);
    const both = { cookie: `${mine.cookie}; ${theirs.cookie}` };
    expect((await fetch(`${one.url}/v1/people/me`, { headers: both })).status).toBe(200);
    expect((await fetch(`${other.url}/v1/people/me`, { headers: both })).status).toBe(200);
    expect((await fetch(`${other.url}/v1/people/me`, { headers: { cookie: mine.cookie } })).status).toBe(401);
  });
});

describe("a hub does not start", () => {
  test("in a folder that another one uses, and that one goes on", async () => {
    const first = await startHub();
    await expect(createHub({ home: first.home, port: 0, host: "127.0.0.1" })).rejects.toThrow(
      /already uses the data folder/,
    );
    expect((await fetch(`${first.url}/v1/health`)).status).toBe(200);
  });

  test("on a port that is taken, and leaves nothing open", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    const home = tempFolder();
    await expect(createHub({ home, port, host: "127.0.0.1" })).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect((await startHub({ home })).home).toBe(home);
  });

  test("with a setting in the environment that is none", async () => {
    const home = tempFolder();
    await expect(startHub({ home, env: { MUSTER_LEASE_SECONDS: "soon" } })).rejects.toThrow(
      "MUSTER_LEASE_SECONDS=soon",
    );
    expect((await startHub({ home })).home).toBe(home);
  });
});

describe("a hub's settings", () => {
  test("come from the environment, and the port from the start wins over it", async () => {
    const hub = await startHub({ env: { MUSTER_PORT: "1", MUSTER_HUB_NAME: "Studio" } });
    expect(await settings(hub)).toMatchObject({
      settings: { hubName: "Studio", port: 0 },
      overridden: ["hubName", "port"],
    });
  });

  test("decide the port when nothing else does", async () => {
    const home = tempFolder();
    const first = await startHub({ home });
    const { cookie, origin } = await signIn(first);
    await fetch(`${first.url}/v1/people/settings`, {
      method: "PATCH",
      headers: { ...json, cookie, origin },
      body: JSON.stringify({ port: first.port }),
    });
    await first.close();
    expect((await startHub({ home, port: undefined })).port).toBe(first.port);
  });
});

describe("closing a hub", () => {
  test("ends parked calls with an empty answer, frees the port, and may be done twice", async () => {
    const hub = await startHub();
    const { key } = await joinMachine(hub);
    const headers = { ...json, authorization: `Bearer ${key}` };
    const open = await fetch(`${hub.url}/v1/sessions`, { method: "POST", headers, body: '{"title":"Parked"}' });
    const { session } = (await open.json()) as { session: { id: string } };
    const { cookie } = await signIn(hub);
    const parked = fetch(`${hub.url}/v1/sessions/${session.id}/replies?wait=300`, { headers });
    const isListening = async () => {
      const answer = await fetch(`${hub.url}/v1/people/sessions/${session.id}`, { headers: { cookie } });
      return ((await answer.json()) as { session: { listening: { isListening: boolean } } }).session.listening
        .isListening;
    };
    while (!(await isListening()));
    await hub.close();
    const answer = await parked;
    expect([answer.status, await answer.json()]).toEqual([200, { items: [], stop: false }]);
    await hub.close();
    await expect(fetch(`${hub.url}/v1/health`)).rejects.toThrow("fetch failed");
    expect((await startHub({ port: hub.port })).port).toBe(hub.port);
  });

  test("leaves nothing open: a program that closed its hub ends by itself", async () => {
    const home = tempFolder();
    const program = `
      const { createHub } = await import(${JSON.stringify(new URL("./hub.ts", import.meta.url).href)});
      const hub = await createHub({ home: ${JSON.stringify(home)}, port: 0, host: "127.0.0.1" });
      const health = await fetch(hub.url + "/v1/health");
      await health.json();
      await hub.close();
      process.stdout.write("closed");
    `;
    const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", program], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (output += part));
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect([output, code]).toEqual(["closed", 0]);
  });
});
