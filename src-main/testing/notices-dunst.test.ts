import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PrivateBus, startPrivateBus } from "../../e2e/fixtures/notification-server.ts";
import type { NoticeEvent, NoticeSurface } from "../core/attention/notice.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { tempFolder } from "../platform/temp-folder.ts";
import { sampleNotice } from "./notices-bus.ts";
import { until } from "./turns.ts";

// Against a notification server of the wild, on a screen that nobody sees.

const run = promisify(execFile);
const programs = ["dunst", "dunstctl", "Xvfb", "dbus-daemon"];
const missing = programs.filter((program) => spawnSync("which", [program]).status !== 0);
if (missing.length > 0) process.stdout.write(`Without ${missing.join(", ")} no test against dunst.\n`);

const notice = sampleNotice({
  body: "<b>npm</b> publish & more",
  actions: [{ id: "allow", label: "Allow" }],
  reply: { placeholder: "…" },
});

describe.skipIf(missing.length > 0)("dunst", () => {
  const children: ChildProcess[] = [];
  let bus: PrivateBus;
  let surface: NoticeSurface;
  let env: NodeJS.ProcessEnv;
  let events: NoticeEvent[];

  const start = (program: string, args: string[], options: Parameters<typeof spawn>[2] = {}) => {
    const child = spawn(program, args, { stdio: "ignore", ...options });
    children.push(child);
    return child;
  };
  const displayed = async () => Number((await run("dunstctl", ["count", "displayed"], { env })).stdout);

  beforeEach(async () => {
    bus = await startPrivateBus(tempFolder());
    const screen = start("Xvfb", ["-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const [number] = await once(screen.stdio[3] as NodeJS.ReadableStream, "data");
    env = { ...process.env, ...bus.env, DISPLAY: `:${String(number).trim()}` };
    start("dunst", [], { env });
    surface = createDbusSurface({ env: bus.env });
    events = [];
    surface.onEvent((event) => events.push(event));
    await until(async () => (await surface.capabilities()).problem === null, "dunst is on the bus");
  });

  afterEach(async () => {
    surface.close();
    for (const child of children.splice(0).toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await Promise.race([ended, wait(5000)]);
    }
    await bus.kill();
  });

  test("shows one, changes it in its place, tells of a click and of its end, and takes it away", async () => {
    expect(await surface.capabilities()).toMatchObject({ actions: true, reply: false, problem: null });
    await surface.show(notice);
    await expect.poll(displayed).toBe(1);
    await surface.show({ ...notice, body: "and one more" });
    await expect.poll(displayed).toBe(1);
    await run("dunstctl", ["action"], { env });
    await expect.poll(() => events).toEqual([{ type: "opened", id: "n1" }]);
    await surface.show(notice);
    await surface.show({ ...notice, id: "n2", title: "Ship it" });
    surface.withdraw("n1");
    await expect.poll(displayed).toBe(1);
    await run("dunstctl", ["close"], { env });
    await expect.poll(() => events.at(-1)).toEqual({ type: "dismissed", id: "n2" });
    await expect.poll(displayed).toBe(0);
  });

  test("shows what agents write as it is", async () => {
    await surface.show(notice);
    await expect.poll(displayed).toBe(1);
    await run("dunstctl", ["close"], { env });
    const { stdout } = await run("dunstctl", ["history"], { env });
    // What it draws is markup; the tags in it are text.
    expect(stdout).toContain("&lt;b&gt;npm&lt;/b&gt; publish &amp; more");
    expect(stdout).not.toContain("<b>npm");
  });
});
