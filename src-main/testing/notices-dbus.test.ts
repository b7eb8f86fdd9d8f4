import { beforeEach, describe, expect, test } from "vitest";
import { allCapabilities } from "../../e2e/fixtures/notification-server.ts";
import { noticesAtBus, sampleNotice } from "./notices-bus.ts";

const tokens: string[] = [];
const at = noticesAtBus({ onActivationToken: (token) => tokens.push(token) });

beforeEach(() => {
  tokens.length = 0;
});

describe("a notification on the desktop's bus", () => {
  test("is shown with its texts, its buttons and a field for a reply", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    expect(at.server.shown()).toEqual([
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
    await at.startServer();
    await at.surface.show(sampleNotice());
    await at.surface.show(sampleNotice({ id: "n2", title: "Ship it", actions: [{ id: "option:b", label: "Two" }] }));
    at.server.click("Refactor auth", "Deny");
    at.server.click("Ship it", "Two");
    at.server.click("Ship it", "default");
    expect(await at.eventsOf(3)).toEqual([
      { type: "chosen", id: "n1", actionId: "deny" },
      { type: "chosen", id: "n2", actionId: "option:b" },
      { type: "opened", id: "n2" },
    ]);
  });

  test("gives what was typed into it", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    at.server.reply("Refactor auth", "  use the other branch ");
    expect(await at.eventsOf(1)).toEqual([{ type: "replied", id: "n1", text: "use the other branch" }]);
  });

  test("changes in its place when it is shown again, and its buttons with it", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    await at.surface.show(sampleNotice({ body: "and one more", actions: [{ id: "option:x", label: "Allow" }] }));
    expect(at.server.shown()).toHaveLength(1);
    expect(at.server.shown()[0]).toMatchObject({ id: 1, replaces: 1, body: expect.stringContaining("and one more") });
    at.server.click("Refactor auth", "Allow");
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "option:x" }]);
  });

  test("goes away when it is withdrawn, and that is not told as a person's act", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    await at.surface.show(sampleNotice({ id: "n2", title: "Ship it" }));
    at.surface.withdraw("n1");
    await at.server.until((it) => it.shown().length === 1);
    expect(at.server.shown()[0]?.summary).toBe("Ship it");
    at.server.closeShown("Ship it", 2);
    expect(await at.eventsOf(1)).toEqual([{ type: "dismissed", id: "n2" }]);
  });

  test("still tells of a button that is pressed while it is taken away, or in the server's list after that", async () => {
    const gone = Promise.withResolvers<void>();
    await at.startServer({ onClose: () => gone.promise });
    await at.surface.show(sampleNotice());
    at.surface.withdraw("n1");
    at.server.click("Refactor auth", "Allow");
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
    gone.resolve();
    await at.server.until((it) => it.shown().length === 0);
    at.server.signal("ActionInvoked", "us", [1, "default"]);
    at.server.signal("ActionInvoked", "us", [1, "button-1-1"]);
    expect((await at.eventsOf(2)).slice(1)).toEqual([{ type: "chosen", id: "n1", actionId: "deny" }]);
  });

  test("takes a click on what it was before a change for what it said then", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    await at.surface.show(sampleNotice({ actions: [{ id: "option:x", label: "Other" }] }));
    at.server.signal("ActionInvoked", "us", [1, "button-1-0"]);
    at.server.signal("ActionInvoked", "us", [1, "button-2-0"]);
    expect(await at.eventsOf(2)).toEqual([
      { type: "chosen", id: "n1", actionId: "allow" },
      { type: "chosen", id: "n1", actionId: "option:x" },
    ]);
  });

  test("is not shown when it is withdrawn before its turn", async () => {
    await at.startServer();
    const first = at.surface.show(sampleNotice());
    const second = at.surface.show(sampleNotice({ id: "n2" }));
    at.surface.withdraw("n2");
    await Promise.all([first, second]);
    await at.surface.show(sampleNotice({ id: "n3" }));
    expect(at.server.received.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("that ran out into the server's list can still be answered from there", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    at.server.signal("NotificationClosed", "uu", [1, 1]);
    at.server.click("Refactor auth", "Allow");
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("answers even when the click comes in one go with the number that the server gave it", async () => {
    await at.startServer({ afterNotify: ({ id }) => at.server.signal("ActionInvoked", "us", [id, "button-1-0"]) });
    await at.surface.show(sampleNotice());
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("hands on the token that brings a window to the front", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    at.server.signal("ActivationToken", "us", [1, "wayland-7"]);
    at.server.click("Refactor auth", "default");
    await at.eventsOf(1);
    expect(tokens).toEqual(["wayland-7"]);
  });

  test.each([
    ["silent", { urgency: 0, "suppress-sound": true }, -1],
    ["normal", { urgency: 1 }, -1],
    ["urgent", { urgency: 2 }, 0],
  ] as const)("is as loud as it should be: %s", async (loudness, hints, expires) => {
    await at.startServer();
    await at.surface.show(sampleNotice({ loudness }));
    expect(at.server.shown()[0]).toMatchObject({ hints, expires });
    expect("suppress-sound" in (at.server.shown()[0]?.hints ?? {})).toBe(loudness === "silent");
  });

  test("goes away with the hub", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    at.surface.close();
    await at.server.until((it) => it.shown().length === 0);
    await expect(at.surface.show(sampleNotice())).rejects.toThrow("The hub is closing.");
  });
});

describe("of others' notifications and others' words nothing is taken", () => {
  test("a signal for a number that another app has, with a key that was not given, or with rubbish does nothing", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    at.server.signal("ActionInvoked", "us", [77, "button-1-0"]);
    at.server.signal("ActionInvoked", "us", [1, "button-1-9"]);
    at.server.signal("ActionInvoked", "us", [1, "__proto__"]);
    at.server.signal("ActionInvoked", "ss", ["1", "button-1-0"]);
    at.server.signal("ActionInvoked", "", []);
    at.server.signal("NotificationReplied", "us", [77, "hello"]);
    at.server.signal("NotificationReplied", "us", [1, "   "]);
    at.server.signal("NotificationClosed", "uu", [77, 2]);
    at.server.click("Refactor auth", "Allow");
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "allow" }]);
  });

  test("a click that another program on the bus makes up is none", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice());
    const { createClient } = await import("dbus-native");
    const other = createClient({ busAddress: at.bus.address });
    const signal = { type: 4, path: "/org/freedesktop/Notifications", interface: "org.freedesktop.Notifications" };
    const click = { ...signal, member: "ActionInvoked", signature: "us", body: [1, "button-1-0"] };
    // To all, and to each of those on the bus, whatever they asked for.
    for (const destination of [undefined, ...(await other.listNames()).filter((name) => name.startsWith(":"))]) {
      other.connection.message({ ...click, serial: other.serial++, ...(destination ? { destination } : {}) });
    }
    await other.getId();
    await other.close();
    at.server.click("Refactor auth", "Deny");
    expect(await at.eventsOf(1)).toEqual([{ type: "chosen", id: "n1", actionId: "deny" }]);
  });
});

describe("texts of agents", () => {
  const hostile =
    '<b>x</b> <a href="https://evil.example">ok</a> & &lt; \u001b[31m\u0000 \u202Egnp.exe\u202C \uD800 🦉';

  test("are never markup, and carry no control characters or turned text", async () => {
    await at.startServer();
    await at.surface.show(sampleNotice({ title: hostile, subtitle: hostile, body: hostile }));
    const { summary, body } = at.server.shown()[0] ?? {};
    expect(summary).toBe('<b>x</b> <a href="https://evil.example">ok</a> & &lt; [31m gnp.exe \uFFFD 🦉');
    for (const bad of ["<", ">", "\u0000", "\u001b", "\u202e", "\u202c"]) expect(body).not.toContain(bad);
    expect(body).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(body).toContain("&amp;lt;");
  });

  test("stay as they are for a server that knows no markup", async () => {
    await at.startServer({ capabilities: ["body"] });
    await at.surface.show(sampleNotice({ body: "a < b && c > 3 & d" }));
    expect(at.server.shown()[0]?.body).toContain("a < b && c > 3 & d");
  });

  test("are no markup either for a server that reads it without saying so", async () => {
    await at.startServer({ capabilities: ["body"] });
    await at.surface.show(sampleNotice({ body: hostile }));
    expect(at.server.shown()[0]?.body).not.toMatch(/<[a-z/]|&\w+;/);
  });

  test("of megabytes come short", async () => {
    await at.startServer();
    const much = "🦉\u0301".repeat(2_000_000);
    await at.surface.show(
      sampleNotice({ title: much, subtitle: much, body: much, actions: [{ id: "allow", label: much }] }),
    );
    const [shown] = at.server.shown();
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
    await at.startServer({ capabilities });
    expect(await at.surface.capabilities()).toEqual({
      surface: "dbus",
      server: "test-server 1.0",
      update: true,
      withdraw: true,
      problem: null,
      ...can,
    });
    await at.surface.show(sampleNotice());
    const [shown] = at.server.shown();
    const keys = shown?.actions.map(({ key }) => key) ?? [];
    expect(keys.includes("button-1-0")).toBe(can.actions);
    expect(keys.includes("default")).toBe(can.clicks);
    expect(keys.includes("inline-reply")).toBe(can.reply);
    expect(Object.keys(shown?.hints ?? {}).includes("x-kde-reply-placeholder-text")).toBe(can.reply);
    expect(`${shown?.summary}${shown?.body}`).toContain("Runs npm publish");
  });

  test("no more buttons than fit, in the order of their weight", async () => {
    await at.startServer({ capabilities: ["actions", "body"] });
    const actions = Array.from({ length: 9 }, (_, index) => ({ id: `option:${index}`, label: `Option ${index}` }));
    await at.surface.show(sampleNotice({ actions }));
    const labels = at.server.shown()[0]?.actions.map(({ label }) => label);
    expect(labels).toEqual(["Open", "Option 0", "Option 1", "Option 2", "Option 3", "Option 4"]);
  });
});
