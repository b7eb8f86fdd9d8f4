import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test as base } from "./fixtures/test.ts";
import { processesNaming } from "./fixtures/processes.ts";

const root = join(import.meta.dirname, "..");

interface Start {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  said(text: string | RegExp): Promise<void>;
  ended: Promise<number | null>;
}

/** `npm start` as it is typed, with what a computer without a display has in its environment. */
const test = base.extend<{ npmStart(...args: string[]): Start }>({
  npmStart: async ({ folder }, use) => {
    const started: Start[] = [];
    await use((...args) => {
      const env = { ...process.env, MUSTER_PORT: "0", MUSTER_NOTIFICATIONS: "off" };
      for (const name of ["DISPLAY", "WAYLAND_DISPLAY"]) delete (env as Record<string, string>)[name];
      const child = spawn("npm", ["start", "--silent", "--", "--home", folder, ...args], {
        cwd: root,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      const start: Start = {
        child,
        stdout: () => stdout,
        stderr: () => stderr,
        said: async (text) => expect.poll(() => stdout, { timeout: 20_000 }).toMatch(text),
        ended: once(child, "close").then(([code]) => code as number | null),
      };
      started.push(start);
      return start;
    });
    for (const { child } of started) child.kill("SIGTERM");
    await expect.poll(() => processesNaming(folder)).toEqual([]);
  },
});

test.skip(process.platform !== "linux", "looks at processes as Linux shows them, and counts on there being no display");

test("without a display npm start says so in one line and starts the hub without a window", async ({ npmStart }) => {
  const start = npmStart("--host", "127.0.0.1");
  await start.said("Open the page");
  const lines = start.stdout().split("\n");
  expect(lines[0]).toMatch(/^The desktop program is not available here \(.+\); this is the hub without a window\.$/);
  expect(lines[1]).toMatch(/^Muster \d+\.\d+\.\d+ runs at http:\/\/127\.0\.0\.1:\d+$/);
});

test("with --headless --json there is only the hub's own line", async ({ npmStart }) => {
  const start = npmStart("--headless", "--json", "--host", "127.0.0.1");
  await start.said("\n");
  expect(JSON.parse(start.stdout())).toMatchObject({ url: expect.stringContaining("http://127.0.0.1:") });
});

test("SIGTERM to npm alone ends the hub too", async ({ npmStart, folder }) => {
  const start = npmStart("--headless", "--json", "--host", "127.0.0.1");
  await start.said("\n");
  const { url } = JSON.parse(start.stdout()) as { url: string };
  start.child.kill("SIGTERM");
  await expect.poll(() => processesNaming(folder)).toEqual([]);
  await expect(fetch(`${url}/v1/health`)).rejects.toThrow("fetch failed");
});

test("a taken port ends it with exit code 1, who holds it, and what to type instead", async ({ npmStart }) => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as AddressInfo;
  const start = npmStart("--headless", "--host", "127.0.0.1", "--port", String(port));
  expect(await start.ended).toBe(1);
  expect(start.stderr()).toContain(`Port ${port} is taken by node (pid ${process.pid})`);
  expect(start.stderr()).toContain(`npm start -- --port ${port + 1}`);
  await new Promise((resolve) => holder.close(resolve));
});
