import { beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type PrivateBus,
  startNotificationServer,
  startPrivateBus,
  type TestNotificationServer,
} from "../../e2e/fixtures/notification-server.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { tempFolder } from "../platform/temp-folder.ts";
import { type Asking, startAsking } from "./approvals.ts";
import { startTestHub, type TestHub } from "./test-hub.ts";

// From the agent's call to the desktop's notification server and back, with nothing left out between.

let bus: PrivateBus;
let server: TestNotificationServer;
let hub: TestHub;
let asking: Asking;
let whenClosed: () => Promise<void>;
let opened: (readonly [string | null, number | null])[];

beforeEach(async () => {
  bus = await startPrivateBus(tempFolder());
  whenClosed = async () => undefined;
  server = await startNotificationServer(bus.address, { onClose: () => whenClosed() });
  opened = [];
  const surface = createDbusSurface({ env: bus.env });
  hub = await startTestHub({ surface, openDiscussion: (...place) => void opened.push(place) });
  asking = await startAsking(hub);
  onTestFinished(async () => {
    await hub.close();
    surface.close();
    await bus.kill();
  });
});

const isShown = (text: string) => server.until((it) => it.shown().some(({ body }) => body.includes(text)));
const areGone = () => server.until((it) => it.shown().length === 0);

test.each([
  ["Approve", "allowed"],
  ["Deny", "denied"],
])("a click on %s decides, and the notification goes away", async (button, state) => {
  const { id } = await asking.open();
  await isShown("npm publish");
  server.click("Deploy", button);
  await expect.poll(async () => (await asking.get(id)).state).toBe(state);
  expect((await asking.get(id)).decision).toMatchObject({ via: "notification" });
  await areGone();
});

test("a click that comes too late says silently who was first", async () => {
  const isClosing = Promise.withResolvers<void>();
  const goes = Promise.withResolvers<void>();
  whenClosed = () => {
    isClosing.resolve();
    return goes.promise;
  };
  const { id } = await asking.open();
  await isShown("npm publish");
  expect((await asking.decide(id, { decision: "allow" })).status).toBe(200);
  await isClosing.promise;
  server.click("Deploy", "Deny");
  await isShown("Already allowed by");
  expect(server.shown().at(-1)).toMatchObject({ hints: { urgency: 0, "suppress-sound": true } });
  goes.resolve();
  await server.until((it) => it.shown().length === 1);
  expect((await asking.get(id)).state).toBe("allowed");
});

test("a click on the notification opens the discussion at its message", async () => {
  await asking.open();
  await isShown("npm publish");
  server.click("Deploy", "default");
  await expect.poll(() => opened).toEqual([[asking.sessionId, expect.any(Number)]]);
  await areGone();
});

test("the options of a question are its buttons, and an answer typed into it counts too", async () => {
  const ask = async (text: string, more: object) =>
    asking.machine.send("POST", `/v1/sessions/${asking.sessionId}/questions`, { body: { text, ...more } });
  await ask("Which queue?", { options: [{ label: "Postgres" }, { label: "NATS" }] });
  await isShown("Which queue?");
  server.click("Deploy", "NATS");
  await areGone();
  await ask("Which name?", { options: [], free: true });
  await isShown("Which name?");
  server.reply("Deploy", "muster");
  await areGone();
  const { items } = (await asking.machine.send("GET", `/v1/sessions/${asking.sessionId}/messages`)).json<{
    items: { question: { state: string; answer: unknown } | null }[];
  }>();
  expect(items.flatMap(({ question }) => (question ? [question] : []))).toMatchObject([
    { state: "answered", answer: { optionId: "2" } },
    { state: "answered", answer: { text: "muster" } },
  ]);
});

test("what is typed into a notification steers the agent, with a receipt", async () => {
  const body = { text: "Shall I go on?", state: "waiting" };
  await asking.machine.send("POST", `/v1/sessions/${asking.sessionId}/messages`, { body });
  await isShown("Shall I go on?");
  server.reply("Deploy", "yes, but run the tests first");
  await expect
    .poll(async () => {
      const answer = await asking.machine.send("GET", `/v1/sessions/${asking.sessionId}/replies`);
      return answer.body;
    })
    .toContain("yes, but run the tests first");
});
