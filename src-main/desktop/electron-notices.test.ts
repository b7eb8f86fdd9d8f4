import { EventEmitter } from "node:events";
import type { ActivationArguments, NativeImage, Notification, NotificationConstructorOptions } from "electron";
import { expect, test } from "vitest";
import { createElectronNotices, type NoticeSurface, type NotificationClass } from "./electron-notices.ts";

type Notice = Parameters<NoticeSurface["show"]>[0];
type NoticeEvent = Parameters<Parameters<NoticeSurface["onEvent"]>[0]>[0];

const notice: Notice = {
  id: "approval:0190",
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 1,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Runs <npm> publish & more",
  actions: [
    { id: "allow", label: "Allow" },
    { id: "deny", label: "Deny" },
  ],
  reply: { placeholder: "Tell the agent…" },
};

/** What the system does with notifications, as Electron tells it. */
const makeSystem = (shows: (one: EventEmitter) => void = (one) => one.emit("show", {})) => {
  const shown: Shown[] = [];
  const closed: string[] = [];
  const state: { activate: ((details: ActivationArguments) => void) | null; history: Notification[] } = {
    activate: null,
    history: [],
  };
  class Shown extends EventEmitter {
    readonly id: string;
    readonly options: NotificationConstructorOptions;
    constructor(options: NotificationConstructorOptions) {
      super();
      this.options = options;
      this.id = options.id ?? "";
    }
    static isSupported() {
      return true;
    }
    static handleActivation(callback: (details: ActivationArguments) => void) {
      state.activate = callback;
    }
    static async getHistory() {
      return state.history;
    }
    show() {
      shown.push(this);
      shows(this);
    }
    close() {
      closed.push(this.id);
      this.emit("close", {});
    }
  }
  return { shown, closed, state, Notification: Shown as unknown as NotificationClass, Shown };
};

const open = (platform: NodeJS.Platform, system = makeSystem()) => {
  const surface = createElectronNotices({ Notification: system.Notification, platform, icon: {} as NativeImage });
  const events: NoticeEvent[] = [];
  surface.onEvent((event) => events.push(event));
  return { ...system, surface, events };
};

const argumentsIn = (xml: string | undefined, type: string) =>
  Array.from((xml ?? "").matchAll(/(?:launch|arguments)="([^"]*)"/g), ([, found = ""]) =>
    found.replaceAll("&amp;", "&"),
  ).find((found) => new URLSearchParams(found).get("type") === type) ?? "";

test("a Mac gets the subtitle in its own line, buttons and a field for a reply", async () => {
  const { surface, shown } = open("darwin");
  await surface.show(notice);
  expect(shown[0]?.options).toMatchObject({
    title: "Refactor auth",
    subtitle: "desk · SwiftHeron · asks for approval",
    body: "Runs <npm> publish & more",
    actions: [
      { type: "button", text: "Allow" },
      { type: "button", text: "Deny" },
    ],
    hasReply: true,
    replyPlaceholder: "Tell the agent…",
    silent: false,
  });
});

test("buttons, replies and clicks are told, each notification answered once", async () => {
  const { surface, shown, events } = open("darwin");
  await surface.show(notice);
  await surface.show({ ...notice, id: "n2" });
  await surface.show({ ...notice, id: "n3" });
  shown[0]?.emit("action", { actionIndex: 1, selectionIndex: -1 });
  shown[0]?.emit("click", {});
  shown[1]?.emit("reply", { reply: " use main " });
  shown[2]?.emit("action", { actionIndex: 7, selectionIndex: -1 });
  shown[2]?.emit("click", {});
  expect(events).toEqual([
    { type: "chosen", id: "approval:0190", actionId: "deny" },
    { type: "replied", id: "n2", text: "use main" },
    { type: "opened", id: "n3" },
  ]);
});

test("one that is shown again takes the place of the one before, whose end is not a person's act", async () => {
  const { surface, shown, closed, events } = open("darwin");
  await surface.show(notice);
  await surface.show({ ...notice, body: "and one more" });
  expect(closed).toEqual([shown[0]?.id]);
  surface.withdraw("approval:0190");
  surface.withdraw("approval:0190");
  expect(closed).toEqual([shown[0]?.id, shown[1]?.id]);
  expect(events).toEqual([]);
});

test("a click on one that was just taken away is told, for the person to hear who was first", async () => {
  const { surface, shown, events } = open("darwin");
  await surface.show(notice);
  surface.withdraw("approval:0190");
  shown[0]?.emit("action", { actionIndex: 0, selectionIndex: -1 });
  expect(events).toEqual([{ type: "chosen", id: "approval:0190", actionId: "allow" }]);
});

test("one that ran out can be answered from the system's list, one that a person closed is gone", async () => {
  const { surface, shown, events } = open("win32");
  await surface.show(notice);
  shown[0]?.emit("close", { reason: "timedOut" });
  shown[0]?.emit("click", {});
  await surface.show({ ...notice, id: "n2" });
  shown[1]?.emit("close", { reason: "userCanceled" });
  shown[1]?.emit("click", {});
  expect(events).toEqual([
    { type: "opened", id: "approval:0190" },
    { type: "dismissed", id: "n2" },
  ]);
});

test("Windows shows agents' texts as text", async () => {
  const { surface, shown } = open("win32");
  await surface.show({ ...notice, title: `</text><image src="http://evil.example"/>'"` });
  const xml = shown[0]?.options.toastXml ?? "";
  expect(xml).toContain("&lt;/text&gt;&lt;image src=&quot;http://evil.example&quot;/&gt;&apos;&quot;");
  expect(xml).toContain("<text>Runs &lt;npm&gt; publish &amp; more</text>");
  expect(xml.match(/<image/g)).toBeNull();
  expect(xml.match(/<action /g)).toHaveLength(3);
});

test("Windows shows five buttons at most, those that matter first", async () => {
  const { surface, shown } = open("win32");
  const actions = Array.from({ length: 9 }, (_, index) => ({ id: `option:${index}`, label: `Option ${index}` }));
  await surface.show({ ...notice, actions, loudness: "urgent" });
  const contents = Array.from(
    (shown[0]?.options.toastXml ?? "").matchAll(/<action [^>]*content="([^"]*)"/g),
    ([, c]) => c,
  );
  expect(contents).toEqual(["Option 0", "Option 1", "Option 2", "Reply", ""]);
});

test.each([
  ["click", {}, { type: "opened", id: "approval:0190" }],
  ["action", { actionIndex: 0 }, { type: "chosen", id: "approval:0190", actionId: "allow" }],
  ["reply", { reply: "use main" }, { type: "replied", id: "approval:0190", text: "use main" }],
])("on Windows a %s that starts the app is told to the first who listens, once", async (type, more, event) => {
  const before = open("win32");
  await before.surface.show(notice);
  before.surface.close();
  expect(before.closed).toEqual([]);
  const brought = { type, arguments: argumentsIn(before.shown[0]?.options.toastXml, type), ...more };

  const system = makeSystem();
  const surface = createElectronNotices({
    Notification: system.Notification,
    platform: "win32",
    icon: {} as NativeImage,
  });
  system.state.activate?.(brought);
  system.state.activate?.(brought);
  const events: NoticeEvent[] = [];
  surface.onEvent((told) => events.push(told));
  expect(events).toEqual([event]);
});

test("on Windows an answer that comes both ways counts once, and one without a name for nothing", async () => {
  const { surface, shown, state, events } = open("win32");
  await surface.show(notice);
  state.activate?.({ type: "action", actionIndex: 1, arguments: argumentsIn(shown[0]?.options.toastXml, "action") });
  shown[0]?.emit("action", { actionIndex: 1, selectionIndex: -1 });
  for (const raw of ["", "type=click", "type=click&tag=1&key=%00", "key=W10", `key=${"A".repeat(9999)}`]) {
    state.activate?.({ type: "click", arguments: raw });
  }
  expect(events).toEqual([{ type: "chosen", id: "approval:0190", actionId: "deny" }]);
});

test("a Mac's Notification Center still answers after the app was started again", async () => {
  const before = open("darwin");
  await before.surface.show(notice);
  before.surface.close();
  expect(before.closed).toEqual([]);

  const system = makeSystem();
  const left = new system.Shown({ id: before.shown[0]?.id ?? "" });
  const foreign = new system.Shown({ id: "something-else" });
  system.state.history = [left, foreign] as unknown as Notification[];
  const { surface, events, closed } = open("darwin", system);
  await new Promise(setImmediate);
  foreign.emit("click", {});
  left.emit("action", { actionIndex: 0, selectionIndex: -1 });
  expect(events).toEqual([{ type: "chosen", id: "approval:0190", actionId: "allow" }]);
  surface.withdraw("approval:0190");
  expect(closed).toEqual([left.id]);
});

test.each([
  ["ACTION_1", undefined, { type: "chosen", id: "approval:0190", actionId: "deny" }],
  ["REPLY_ACTION", " use main ", { type: "replied", id: "approval:0190", text: "use main" }],
  ["com.apple.UNNotificationDefaultActionIdentifier", undefined, { type: "opened", id: "approval:0190" }],
])("an answer on a Mac that starts the app counts: %s", async (actionIdentifier, userText, event) => {
  const before = open("darwin");
  await before.surface.show(notice);
  const launchedBy = { identifier: before.shown[0]?.id, actionIdentifier, userText, date: 1, userInfo: {} };
  const { Notification: Class } = makeSystem();
  const surface = createElectronNotices({
    Notification: Class,
    platform: "darwin",
    icon: {} as NativeImage,
    launchedBy,
  });
  const events: NoticeEvent[] = [];
  surface.onEvent((told) => events.push(told));
  expect(events).toEqual([event]);
});

test.each([[{}], [undefined], [{ identifier: "x", actionIdentifier: "ACTION_0" }]])(
  "a start by something else is none: %j",
  (launchedBy) => {
    const { Notification: Class } = makeSystem();
    const surface = createElectronNotices({
      Notification: Class,
      platform: "darwin",
      icon: {} as NativeImage,
      launchedBy,
    });
    const events: NoticeEvent[] = [];
    surface.onEvent((told) => events.push(told));
    expect(events).toEqual([]);
  },
);

test("what the system refuses is a problem in words until it shows one again", async () => {
  let refuses = true;
  const { surface } = open(
    "win32",
    makeSystem((one) =>
      refuses
        ? one.emit("failed", {}, "Notification failed - Settings prevent the notification from being delivered.")
        : one.emit("show", {}),
    ),
  );
  await expect(surface.show(notice)).rejects.toThrow("does not allow");
  expect((await surface.capabilities()).problem).toMatch("does not allow");
  refuses = false;
  await surface.show(notice);
  expect((await surface.capabilities()).problem).toBeNull();
});

test("on Linux it promises a click only, shows nothing that could be markup, and leaves nothing behind", async () => {
  const { surface, shown, closed } = open("linux");
  await surface.show({ ...notice, body: '<a href="http://evil.example">ok</a> &lt;' });
  expect(await surface.capabilities()).toMatchObject({ actions: false, reply: false, clicks: true });
  expect(shown[0]?.options.body).not.toMatch(/[<>&]/);
  surface.close();
  expect(closed).toHaveLength(1);
});

test("of very many only the newest are held", async () => {
  const { surface, shown, closed } = open("darwin");
  for (let index = 0; index < 110; index += 1) await surface.show({ ...notice, id: `n${index}` });
  surface.withdraw("n0");
  surface.withdraw("n109");
  expect(closed).toEqual([shown[109]?.id]);
});
