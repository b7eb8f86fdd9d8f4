import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  allCapabilities,
  type PrivateBus,
  startNotificationServer,
  startPrivateBus,
  type TestNotificationServer,
  type TestServerOptions,
} from "../../e2e/fixtures/notification-server.ts";
import type { Notice, NoticeEvent, NoticeSurface } from "../core/attention/notice.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { tempFolder } from "../platform/temp-folder.ts";

let folder: string;
let bus: PrivateBus;
let server: TestNotificationServer;
let surface: NoticeSurface;
let events: NoticeEvent[];
let onNext: (() => void)[] = [];
const tokens: string[] = [];

const notice = (more: Partial<Notice> = {}): Notice => ({
  id: "n1",
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 3,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Runs npm publish",
  actions: [
    { id: "allow", label: "Allow" },
    { id: "deny", label: "Deny" },
  ],
  reply: { placeholder: "Tell the agent…" },
  ...more,
});

const startServer = async (options: TestServerOptions = {}) => {
  server = await startNotificationServer(bus.address, options);
  return server;
};

/** Waits for so many events in all. */
const eventsOf = async (count: number): Promise<NoticeEvent[]> => {
  while (events.length < count) await new Promise<void>((resolve) => onNext.push(resolve));
  return events;
};

beforeEach(async () => {
  folder = tempFolder();
  bus = await startPrivateBus(folder);
  events = [];
  tokens.length = 0;
  surface = createDbusSurface({ env: bus.env, onActivationToken: (token) => tokens.push(token) });
  surface.onEvent((event) => {
    events.push(event);
    for (const resolve of onNext.splice(0)) resolve();
  });
});

afterEach(async () => {
  surface.close();
  await bus.kill();
  onNext = [];
});

describe("a notification on the desktop's bus", () => {
  test("is shown with its texts, its buttons and a field for a reply", async () => {
    await startServer();
    await surface.show(notice());
    expect(server.shown()).toEqual([
      {
        id: 1,
        app: "Muster",
        replaces: 0,
        icon: "",
        summary: "Refactor auth",
        body: "desk · SwiftHeron · asks for approval\nRuns npm publish",
        actions: [
          { key: "default", label: "Open" },
          { key: "button-1-0", label: "Allow" },
          { key: "button-1-1", label: "Deny" },
          { key: "inline-reply", label: "Reply" },
        ],
        hints: {
          urgency: 1,
          "desktop-entry": "dev.muster.app",
          category: "im.received",
          "x-kde-reply-placeholder-text": "Tell the agent…",
        },
        expires: -1,
      },
    ]);
  });

  test("tells which button was clicked, and a click on itself", async () => {
    await startServer();
    await surface.show(notice());
    await surface.show(notice({ id: "n2", title: "Ship it", actions: [{ id: "option:b", label: "Two" }] }));
    server.click("Refactor auth", "Deny");
    server.click("Ship it", "Two");
    server.click("Ship it", "default");
    expect(await eventsOf(3)).toEqual([
      { type: "chosen", id: "n1", actionId: "deny" },
      { type: "chosen", id: "n2", actionId: "option:b" },
      { type: "opened", id: "n2" },
    ]);
  });

  test("gives what was typed into it", async () => {
    await startServer();
    await surface.show(notice());
    server.reply("Refactor auth", "  use the other branch ");
    expect(await eventsOf(1)).toEqual([{ type: "replied", id: "n1", text: "use the other branch" }]);
  });

  test("changes in its place when it is shown again, and its buttons with it", async () => {
    await startServer();
    await surface.show(notice());
    await surface.show(notice({ body: "and one more", actions: [{ id: "option:x", label: "Allow" }] }));
    expect(server.shown()).toHaveLength(1);
    expect(server.shown()[0]).toMatchObject({ id: 1, replaces: 1, body: expect.stringContaining("and one more") });
    server.click("Refactor auth", "Allow");
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "option:x" }]);
  });

  test("goes away when it is withdrawn, and that is not told as a person's act", async () => {
    await startServer();
    await surface.show(notice());
    await surface.show(notice({ id: "n2", title: "Ship it" }));
    surface.withdraw("n1");
    await server.until((it) => it.shown().length === 1);
    expect(server.shown()[0]?.summary).toBe("Ship it");
    server.closeShown("Ship it", 2);
    expect(await eventsOf(1)).toEqual([{ type: "dismissed", id: "n2" }]);
  });

  test("still tells of a button that is pressed while it is taken away, or in the server's list after that", async () => {
    const gone = Promise.withResolvers<void>();
    await startServer({ onClose: () => gone.promise });
    await surface.show(notice());
    surface.withdraw("n1");
    server.click("Refactor auth", "Allow");
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
    gone.resolve();
    await server.until((it) => it.shown().length === 0);
    server.signal("ActionInvoked", "us", [1, "default"]);
    server.signal("ActionInvoked", "us", [1, "button-1-1"]);
    expect((await eventsOf(2)).slice(1)).toEqual([{ type: "chosen", id: "n1", actionId: "deny" }]);
  });

  test("takes a click on what it was before a change for what it said then", async () => {
    await startServer();
    await surface.show(notice());
    await surface.show(notice({ actions: [{ id: "option:x", label: "Other" }] }));
    server.signal("ActionInvoked", "us", [1, "button-1-0"]);
    server.signal("ActionInvoked", "us", [1, "button-2-0"]);
    expect(await eventsOf(2)).toEqual([
      { type: "chosen", id: "n1", actionId: "allow" },
      { type: "chosen", id: "n1", actionId: "option:x" },
    ]);
  });

  test("is not shown when it is withdrawn before its turn", async () => {
    await startServer();
    const first = surface.show(notice());
    const second = surface.show(notice({ id: "n2" }));
    surface.withdraw("n2");
    await Promise.all([first, second]);
    await surface.show(notice({ id: "n3" }));
    expect(server.received.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("that ran out into the server's list can still be answered from there", async () => {
    await startServer();
    await surface.show(notice());
    server.signal("NotificationClosed", "uu", [1, 1]);
    server.click("Refactor auth", "Allow");
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("answers even when the click comes in one go with the number that the server gave it", async () => {
    await startServer({ afterNotify: ({ id }) => server.signal("ActionInvoked", "us", [id, "button-1-0"]) });
    await surface.show(notice());
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("hands on the token that brings a window to the front", async () => {
    await startServer();
    await surface.show(notice());
    server.signal("ActivationToken", "us", [1, "wayland-7"]);
    server.click("Refactor auth", "default");
    await eventsOf(1);
    expect(tokens).toEqual(["wayland-7"]);
  });

  test.each([
    ["silent", { urgency: 0, "suppress-sound": true }, -1],
    ["normal", { urgency: 1 }, -1],
    ["urgent", { urgency: 2 }, 0],
  ] as const)("is as loud as it should be: %s", async (loudness, hints, expires) => {
    await startServer();
    await surface.show(notice({ loudness }));
    expect(server.shown()[0]).toMatchObject({ hints, expires });
    expect("suppress-sound" in (server.shown()[0]?.hints ?? {})).toBe(loudness === "silent");
  });

  test("goes away with the hub", async () => {
    await startServer();
    await surface.show(notice());
    surface.close();
    await server.until((it) => it.shown().length === 0);
    await expect(surface.show(notice())).rejects.toThrow("The hub is closing.");
  });
});

describe("of others' notifications and others' words nothing is taken", () => {
  test("a signal for a number that another app has, with a key that was not given, or with rubbish does nothing", async () => {
    await startServer();
    await surface.show(notice());
    server.signal("ActionInvoked", "us", [77, "button-1-0"]);
    server.signal("ActionInvoked", "us", [1, "button-1-9"]);
    server.signal("ActionInvoked", "us", [1, "__proto__"]);
    server.signal("ActionInvoked", "ss", ["1", "button-1-0"]);
    server.signal("ActionInvoked", "", []);
    server.signal("NotificationReplied", "us", [77, "hello"]);
    server.signal("NotificationReplied", "us", [1, "   "]);
    server.signal("NotificationClosed", "uu", [77, 2]);
    server.click("Refactor auth", "Allow");
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("a click that another program on the bus makes up is none", async () => {
    await startServer();
    await surface.show(notice());
    const { createClient } = await import("dbus-native");
    const other = createClient({ busAddress: bus.address });
    const signal = { type: 4, path: "/org/freedesktop/Notifications", interface: "org.freedesktop.Notifications" };
    const click = { ...signal, member: "ActionInvoked", signature: "us", body: [1, "button-1-0"] };
    // To all, and to each of those on the bus, whatever they asked for.
    for (const destination of [undefined, ...(await other.listNames()).filter((name) => name.startsWith(":"))]) {
      other.connection.message({ ...click, serial: other.serial++, ...(destination ? { destination } : {}) });
    }
    await other.getId();
    await other.close();
    server.click("Refactor auth", "Deny");
    expect(await eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "deny" }]);
  });
});

describe("texts of agents", () => {
  const hostile =
    '<b>x</b> <a href="https://evil.example">ok</a> & &lt; \u001b[31m\u0000 \u202Egnp.exe\u202C \uD800 🦉';

  test("are never markup, and carry no control characters or turned text", async () => {
    await startServer();
    await surface.show(notice({ title: hostile, subtitle: hostile, body: hostile }));
    const { summary, body } = server.shown()[0] ?? {};
    expect(summary).toBe('<b>x</b> <a href="https://evil.example">ok</a> & &lt; [31m gnp.exe \uFFFD 🦉');
    for (const bad of ["<", ">", "\u0000", "\u001b", "\u202e", "\u202c"]) expect(body).not.toContain(bad);
    expect(body).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(body).toContain("&amp;lt;");
  });

  test("stay as they are for a server that knows no markup", async () => {
    await startServer({ capabilities: ["body"] });
    await surface.show(notice({ body: "a < b && c > 3 & d" }));
    expect(server.shown()[0]?.body).toContain("a < b && c > 3 & d");
  });

  test("are no markup either for a server that reads it without saying so", async () => {
    await startServer({ capabilities: ["body"] });
    await surface.show(notice({ body: hostile }));
    expect(server.shown()[0]?.body).not.toMatch(/<[a-z/]|&\w+;/);
  });

  test("of megabytes come short", async () => {
    await startServer();
    const much = "🦉\u0301".repeat(2_000_000);
    await surface.show(notice({ title: much, subtitle: much, body: much, actions: [{ id: "allow", label: much }] }));
    const [shown] = server.shown();
    expect(shown?.summary.length).toBeLessThan(500);
    expect(shown?.body.length).toBeLessThan(2500);
    expect(shown?.actions[1]?.label.length).toBeLessThan(170);
  });
});

describe("what a server can do is asked and kept to", () => {
  test.each([
    ["all", allCapabilities, { actions: true, reply: true, clicks: true }],
    ["no field for replies", ["actions", "body", "body-markup"], { actions: true, reply: false, clicks: true }],
    ["text only", ["body"], { actions: false, reply: false, clicks: false }],
    ["next to nothing", [], { actions: false, reply: false, clicks: false }],
  ])("%s", async (_, capabilities, can) => {
    await startServer({ capabilities });
    expect(await surface.capabilities()).toEqual({
      surface: "dbus",
      server: "test-server 1.0",
      update: true,
      withdraw: true,
      problem: null,
      ...can,
    });
    await surface.show(notice());
    const [shown] = server.shown();
    const keys = shown?.actions.map(({ key }) => key) ?? [];
    expect(keys.includes("button-1-0")).toBe(can.actions);
    expect(keys.includes("default")).toBe(can.clicks);
    expect(keys.includes("inline-reply")).toBe(can.reply);
    expect(Object.keys(shown?.hints ?? {}).includes("x-kde-reply-placeholder-text")).toBe(can.reply);
    expect(`${shown?.summary}${shown?.body}`).toContain("Runs npm publish");
  });

  test("no more buttons than fit, in the order of their weight", async () => {
    await startServer({ capabilities: ["actions", "body"] });
    const actions = Array.from({ length: 9 }, (_, index) => ({ id: `option:${index}`, label: `Option ${index}` }));
    await surface.show(notice({ actions }));
    const labels = server.shown()[0]?.actions.map(({ label }) => label);
    expect(labels).toEqual(["Open", "Option 0", "Option 1", "Option 2", "Option 3", "Option 4"]);
  });
});
