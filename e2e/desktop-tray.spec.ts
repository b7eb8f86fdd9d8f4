import type { DoubleApp } from "./fixtures/double-app.ts";
import { expect, test, windowShown } from "./fixtures/desktop-test.ts";

const trayOf = async (app: DoubleApp) => {
  const { tray } = await app.state();
  if (!tray) throw new Error("There is no tray icon.");
  return tray;
};
const labels = async (app: DoubleApp) => (await trayOf(app)).labels;
const windows = async (app: DoubleApp) => (await app.state()).windows;
const always = [
  "---",
  "Pause notifications",
  "---",
  "Copy the hub's address",
  "Join a machine…",
  "---",
  "Open Muster",
  "Settings…",
  "Quit Muster",
];

test("the tray follows sessions from working over asking to answered", async ({ desktop, door }) => {
  await expect.poll(() => labels(desktop)).toEqual(["Nobody needs you", ...always]);
  expect(await trayOf(desktop)).toMatchObject({ toolTip: "Muster: Nobody needs you", image: "normal-22.png" });
  const id = await door.session("R&D of brakes", { agent: { name: "SwiftHeron" } });
  await expect.poll(async () => (await labels(desktop))[3]).toMatch(/^R&&D of brakes · SwiftHeron on /);
  const { id: question } = await door.ask(id, { text: "Disc or drum?" });
  await expect.poll(() => labels(desktop)).toHaveLength(always.length + 2);
  const tray = await trayOf(desktop);
  expect(tray.labels.slice(0, 2)).toEqual([
    "1 needs you",
    expect.stringMatching(/^R&&D of brakes · asks you · SwiftHeron on /),
  ]);
  expect(tray).toMatchObject({ toolTip: "Muster: 1 needs you", image: "needs-22.png" });
  expect((await desktop.state()).badgeCount).toBe(1);
  await door.call("DELETE", `/v1/questions/${question}`);
  await door.post(id, { text: "Disc, then", state: "done" });
  await expect.poll(() => labels(desktop)).toEqual(["Nobody needs you", ...always]);
  expect((await desktop.state()).badgeCount).toBe(0);
});

test("an entry of the tray opens that discussion at what is asked, also in a window that was closed", async ({
  desktop,
  door,
}) => {
  const id = await door.session("Long talk");
  await door.ask(id, { text: "Which of the branches?" });
  for (let count = 0; count < 60; count += 1) await door.post(id, `Something more, number ${count}`);
  await expect.poll(async () => (await labels(desktop))[0]).toBe("1 needs you");
  const [window] = await windows(desktop);
  await desktop.act("closeWindow", window?.id ?? 0);
  await expect.poll(() => windows(desktop)).toEqual([]);
  await desktop.act("chooseInTray", (await labels(desktop))[1] ?? "");
  await windowShown(desktop);
  const page = await desktop.page();
  await expect(page.getByRole("heading", { name: "Long talk" })).toBeVisible();
  await expect(page.getByText("Which of the branches?").last()).toBeInViewport();
});

test("notifications are paused and resumed in the tray, and the icon shows it", async ({ desktop }) => {
  await desktop.act("chooseInTray", "Pause notifications", "For 1 hour");
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("paused-22.png");
  expect((await trayOf(desktop)).toolTip).toMatch(/^Muster: Nobody needs you · paused until /);
  await expect.poll(async () => (await labels(desktop))[2]).toMatch(/^Notifications are paused until /);
  await desktop.act("chooseInTray", "Resume notifications");
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("normal-22.png");
  await expect.poll(() => labels(desktop)).toEqual(["Nobody needs you", ...always]);
});

test("the hub's address is copied, and the menu's places open", async ({ desktop, view }) => {
  await desktop.act("chooseInTray", "Copy the hub's address");
  await expect.poll(async () => (await desktop.state()).clipboard).toMatch(/^https?:\/\/[^/]+:\d+$/);
  await desktop.act("chooseInTray", "Settings…");
  await expect(view.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
});

test("a click closes a window that is in front and opens it again, a double click shows it", async ({ desktop }) => {
  await desktop.act("clickTray");
  await expect.poll(() => windows(desktop)).toEqual([]);
  await desktop.act("clickTray");
  await windowShown(desktop);
  await desktop.act("clickTray");
  await desktop.act("doubleClickTray");
  await windowShown(desktop);
});

test("the menu is replaced only when it says something else, and not while it is open", async ({ desktop, door }) => {
  const id = await door.session("Chatty");
  await expect.poll(async () => (await labels(desktop))[3]).toMatch(/^Chatty/);
  const { menusSet } = await trayOf(desktop);
  for (let count = 0; count < 30; count += 1) await door.post(id, { text: `Step ${count}`, progress: count / 30 });
  await desktop.act("openTrayMenu");
  await door.post(id, { text: "And now?", state: "waiting" });
  await expect.poll(async () => (await trayOf(desktop)).toolTip).toBe("Muster: 1 needs you");
  expect((await trayOf(desktop)).menusSet).toBe(menusSet);
  await desktop.act("closeTrayMenu");
  await expect.poll(async () => (await labels(desktop))[0]).toBe("1 needs you");
  expect((await trayOf(desktop)).menusSet).toBe(menusSet + 1);
});
