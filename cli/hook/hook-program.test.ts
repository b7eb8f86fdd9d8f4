import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildHook } from "../../build/hook.mjs";
import { makeCertificate } from "../testing/certificate.ts";
import { startHubDouble } from "../testing/hub-double.ts";
import { tempFolder } from "../testing/temp-folder.ts";

const built = mkdtempSync(join(tmpdir(), "muster-hook-program-"));
const program = join(built, "muster-hook.cjs");
beforeAll(() => buildHook({ folder: built }));
afterAll(() => rmSync(built, { recursive: true, force: true }));

const input = { session_id: "s1", cwd: "/src", hook_event_name: "PostToolUse", tool_name: "Bash" };
const nothingDue = { items: [], stop: false, interrupt: null, waitSeconds: 0, report: "tools" };
const answer = { session: { id: "x", title: "t", state: "working" }, terminal: false, ...nothingDue };

const run = (url: string, home = tempFolder()): Promise<{ code: number | null; out: string; log: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, MUSTER_HOME: home, MUSTER_URL: url, MUSTER_KEY: "mk_good" };
    const child = spawn(process.execPath, [program, "claude"], { env });
    let out = "";
    child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
    child.stderr.on("data", (piece: Buffer) => (out += piece.toString()));
    child.stdin.end(JSON.stringify(input));
    child.on("close", (code) => {
      let log = "";
      try {
        log = readFileSync(join(home, "client", "hook.log"), "utf8");
      } catch {
        // Nothing went wrong.
      }
      resolve({ code, out, log });
    });
  });

describe("the hook program", () => {
  it("speaks TLS to a hub whose certificate is pinned, and to no other", async () => {
    const certificate = await makeCertificate();
    const hub = await startHubDouble(certificate);
    hub.before = () => ({ status: 200, body: answer });
    expect(await run(`${hub.url}#${certificate.fingerprint}`)).toEqual({ code: 0, out: "", log: "" });
    expect(hub.seen).toHaveLength(1);
    const other = `${hub.url}#${"AB".repeat(32)}`;
    expect(await run(other)).toMatchObject({ code: 0, out: "", log: expect.stringContaining("changed") });
    expect(hub.seen).toHaveLength(1);
  });

  it("reads an answer that comes in chunks, as something between may make it", async () => {
    const hub = await startHubDouble();
    const items = [
      { id: "r", seq: 1, text: "go on", stop: false, command: null, from: { name: "Ann", role: "owner" } },
    ];
    const due = items.map((item) => ({ ...item, attachments: [], quote: null, createdAt: "" }));
    hub.before = () => ({ status: 200, body: { ...answer, items: due }, headers: { "transfer-encoding": "chunked" } });
    const { out } = await run(hub.url);
    expect(JSON.parse(out)).toMatchObject({
      hookSpecificOutput: { additionalContext: "[Muster · Ann (owner)] go on" },
    });
  });

  it("does not wait for a hub that takes the call and says nothing", async () => {
    const hub = await startHubDouble();
    const { promise, resolve } = Promise.withResolvers<"drop">();
    hub.before = () => promise;
    expect(await run(hub.url)).toMatchObject({ code: 0, out: "", log: expect.stringContaining("no answer in time") });
    resolve("drop");
  });
});
