import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runningHub } from "../platform/lock.ts";
import { tempFolder } from "../platform/temp-folder.ts";

const program = join(import.meta.dirname, "../headless.ts");

interface Run {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when standard output has this. */
  said(text: string | RegExp): Promise<void>;
  /** Exit code, once it has ended and said all. */
  ended: Promise<number | null>;
}

const run = (args: string[], env: Record<string, string> = {}): Run => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, MUSTER_NOTIFICATIONS: "off", MUSTER_HOME: "", MUSTER_PORT: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const said = async (text: string | RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (out.search(text) >= 0) resolve();
      };
      child.stdout.on("data", look);
      void ended.then(() => reject(new Error(`it ended before it said ${text}: ${out}${err}`)));
      look();
    });
  return { child, stdout: () => out, stderr: () => err, said, ended };
};

const onLoopback = (home: string): string[] => ["--headless", "--port", "0", "--host", "127.0.0.1", "--home", home];
const started = (hub: Run): { url: string; [name: string]: unknown } => JSON.parse(hub.stdout()) as { url: string };

describe("the headless hub", () => {
  test("leaves the variables of an agent's shell behind: what it starts, such as a browser, is not that agent's", async () => {
    const tells = encodeURIComponent(
      `process.on("exit", () => console.error(JSON.stringify([process.env.CLAUDECODE ?? null, process.env.NODE_OPTIONS ?? null])))`,
    );
    const NODE_OPTIONS = `--import=data:text/javascript,${tells}`;
    const hub = run([...onLoopback(join(tempFolder(), "home")), "--json"], { CLAUDECODE: "1", NODE_OPTIONS });
    await hub.said("\n");
    hub.child.kill("SIGTERM");
    expect(await hub.ended).toBe(0);
    expect(hub.stderr()).toContain("[null,null]");
  });

  test("says one JSON object once its port is open, nothing after it, and ends with code 0", async () => {
    const home = join(tempFolder(), "home");
    const hub = run([...onLoopback(home), "--json"]);
    await hub.said("\n");
    const told = started(hub);
    expect(told).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      signIn: expect.stringContaining(`${told.url}/`),
      join: { url: told.url, code: expect.stringMatching(/^[A-Z0-9]{8}$/), expiresAt: expect.stringMatching(/Z$/) },
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      home,
      pid: hub.child.pid,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(Object.keys(told)).toEqual(["url", "signIn", "join", "fingerprint", "home", "pid", "version"]);
    const health = await fetch(`${told.url}/v1/health`);
    expect(await health.json()).toEqual({ ok: true, version: told.version });
    hub.child.kill("SIGTERM");
    expect(await hub.ended).toBe(0);
    expect(hub.stdout().trimEnd().split("\n")).toHaveLength(1);
    for (const line of hub.stderr().trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
    await expect(fetch(`${told.url}/v1/health`)).rejects.toThrow("fetch failed");
  });

  test("tells a person the link, the join command with its end, and how to stop; its log is in the data folder", async () => {
    const home = tempFolder();
    const hub = run(onLoopback(home));
    await hub.said(/kill \d+\n/);
    expect(hub.stdout()).toMatch(/Open the page +http:\/\/127\.0\.0\.1:\d+\/\S+ticket=\S+/);
    expect(hub.stdout()).toMatch(/Join a machine +muster join http\S+ --code [A-Z0-9]{8}\n.*until \d\d:\d\d/);
    expect(hub.stdout()).toContain(`Data folder       ${home}`);
    hub.child.kill("SIGINT");
    expect(await hub.ended).toBe(0);
    const log = readFileSync(join(home, "logs", "hub.1.log"), "utf8");
    expect(log).toContain("the hub is up");
    expect(log).not.toMatch(/ticket=st_|[^n]code":"[A-Z0-9]{8}/);
  });

  test("asked to end while it starts, it ends cleanly all the same", async () => {
    const hub = run([...onLoopback(tempFolder()), "--json"]);
    await once(hub.child.stderr as NodeJS.EventEmitter, "data");
    hub.child.kill("SIGTERM");
    expect(await hub.ended).toBe(0);
  });

  test("goes on when nobody reads what it says", async () => {
    const home = tempFolder();
    const hub = run([...onLoopback(home), "--json"]);
    hub.child.stdout?.destroy();
    hub.child.stderr?.destroy();
    // The answer comes after the line that nobody takes.
    await expect.poll(async () => (await runningHub(home))?.url, { timeout: 10_000 }).toMatch(/^http:/);
    const { url } = (await runningHub(home)) ?? {};
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
    hub.child.kill("SIGTERM");
    expect(await hub.ended).toBe(0);
  });

  test("on a taken port it says who holds it and how to choose another", async () => {
    const holder = createServer((_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    const hub = run(["--port", String(port), "--host", "127.0.0.1", "--home", tempFolder(), "--json"]);
    expect(await hub.ended).toBe(1);
    expect(hub.stdout()).toBe("");
    expect(hub.stderr()).toMatch(new RegExp(`Port ${port} is taken by .*(pid ${process.pid}|another program)`));
    expect(hub.stderr()).toContain(`npm start -- --port ${port + 1}`);
  });

  test("a second one on the same data folder names the first; a fresh sign-in link of the first can be had", async () => {
    const home = tempFolder();
    const first = run([...onLoopback(home), "--json"]);
    await first.said("\n");
    const { url, pid } = started(first);
    const second = run(onLoopback(home));
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(
      `Another Muster hub (pid ${pid as number}, ${url}) already uses the data folder ${home}`,
    );

    const link = run(["--sign-in", "--home", home]);
    expect(await link.ended).toBe(0);
    const visit = await fetch(link.stdout().trim(), { redirect: "manual" });
    expect(visit.status).toBeLessThan(400);
    expect(visit.headers.get("set-cookie")).toContain("HttpOnly");
  });

  test("a sign-in link is refused in words where no hub runs, and no data folder is made for it", async () => {
    const home = join(tempFolder(), "home");
    const link = run(["--sign-in", "--home", home]);
    expect(await link.ended).toBe(1);
    expect(link.stderr()).toContain(`No hub runs on ${home}`);
    expect(existsSync(home)).toBe(false);
  });

  test.each([
    [["--port", "70000"], {}, "--port 70000 is not a port"],
    [["--nonsense"], {}, "Unknown option '--nonsense'"],
    [[], { MUSTER_PORT: "many" }, "MUSTER_PORT=many is not a valid value"],
    [["--host", "203.0.113.77"], {}, "203.0.113.77 is not an address of this computer"],
  ])("started with %j and %j it says what is wrong", async (args, env, words) => {
    const hub = run(["--port", "0", ...args, "--home", tempFolder()], env);
    expect(await hub.ended).toBe(1);
    expect(hub.stderr()).toContain(words);
    expect(hub.stdout()).toBe("");
  });
});
