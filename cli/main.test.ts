import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine } from "../build/command-line.mjs";
import { startHubDouble } from "./testing/hub-double.ts";
import { tempFolder } from "./testing/temp-folder.ts";

const bundleFolder = mkdtempSync(join(tmpdir(), "muster-bundle-"));
const program = join(bundleFolder, "muster.cjs");
const env = { MUSTER_SESSION: "01890000-0000-7000-8000-000000000001" };

beforeAll(async () => {
  // It refuses packages by itself.
  await buildCommandLine({ folder: bundleFolder });
});
afterAll(() => rmSync(bundleFolder, { recursive: true, force: true }));

const start = (words: string[], hub: { url: string } | undefined, stdin?: string, home = tempFolder()) => {
  const child = spawn(process.execPath, [program, ...words], {
    env: {
      PATH: process.env.PATH,
      MUSTER_HOME: home,
      ...env,
      ...(hub ? { MUSTER_URL: hub.url, MUSTER_KEY: "mk_good" } : {}),
    },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (piece: Buffer) => (said.out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (said.err += piece.toString()));
  if (stdin !== undefined) child.stdin.end(stdin);
  const done = once(child, "close").then(([code, signal]) => ({ code: code as number | null, signal, ...said }));
  return { child, done };
};

describe("the built command line", () => {
  it("holds nothing but its own code, so that it starts fast", () => {
    const files = [
      program,
      ...readdirSync(join(bundleFolder, "parts")).map((name) => join(bundleFolder, "parts", name)),
    ];
    // What is started once a session may hold libraries; the build refuses packages elsewhere.
    const holdsLibraries = /(?:mcp|hook|(?:un)?install|doctor|approve-wait)\.cjs$/;
    const quick = files.filter((file) => !holdsLibraries.test(file));
    expect(quick.filter((file) => /zod|\bimport\(/i.test(readFileSync(file, "utf8")))).toEqual([]);
    expect(statSync(program).size).toBeLessThan(36_000);
  });

  it("posts, with text from the arguments and from standard input", async () => {
    const hub = await startHubDouble();
    expect(await start(["post", "hello"], hub).done).toMatchObject({ code: 0, out: "id-1\n", err: "" });
    expect(await start(["post", "-"], hub, "from stdin").done).toMatchObject({ code: 0, out: "id-2\n" });
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["hello", "from stdin"]);
  });

  it("prints a reply, and ends with 10 for the stop word", async () => {
    const hub = await startHubDouble();
    hub.reply({ text: "wrap up", stop: true });
    expect(await start(["watch"], hub).done).toMatchObject({ code: 10, out: "wrap up\n", err: "" });
  });

  it.skipIf(process.platform === "win32")("ends with 130 at Ctrl-C and quietly at SIGTERM while it waits", async () => {
    const hub = await startHubDouble();
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const { child, done } = start(["watch"], hub);
      await new Promise<void>((resolve) => {
        hub.before = () => {
          hub.before = undefined;
          resolve();
          return undefined;
        };
      });
      child.kill(signal);
      expect(await done).toMatchObject({ code, out: "", err: "" });
    }
  });

  it("ends quietly when its reader is gone", async () => {
    const hub = await startHubDouble();
    const items = Array.from({ length: 200 }, (_, seq) => ({
      seq,
      from: { type: "agent", name: "x" },
      text: "y".repeat(10_000),
      level: "info",
      attachments: [],
      createdAt: "2026-01-02T03:04:05.678Z",
    }));
    hub.before = () => ({ status: 200, body: { items, next: null } });
    const { child, done } = start(["log"], hub);
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await done).toMatchObject({ code: 0, err: "" });
  });

  it("many that open sessions at the same time are all remembered", async () => {
    const hub = await startHubDouble();
    const home = tempFolder();
    const folders = Array.from({ length: 6 }, () => tempFolder());
    const opened = folders.map((folder) => start(["session", "T", "--folder", folder], hub, undefined, home).done);
    const ids = (await Promise.all(opened)).map(({ out }) => out.trim());
    const known = JSON.parse(readFileSync(join(home, "client", "sessions.json"), "utf8")) as {
      folders: Record<string, { id: string }>;
    };
    expect(folders.map((folder) => known.folders[folder]?.id)).toEqual(ids);
  });

  it("says what went wrong on standard error, with its exit code", async () => {
    expect(await start(["post", "x"], undefined).done).toMatchObject({ code: 3, out: "" });
    expect(await start(["nope"], undefined).done).toMatchObject({ code: 5, out: "" });
    expect(await start(["post", "x"], { url: "http://127.0.0.1:9" }).done).toMatchObject({
      code: 0,
      err: expect.stringContaining("is kept"),
    });
  });
});
