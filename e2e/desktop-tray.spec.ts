import type { Page } from "@playwright/test";
import type { DoubleApp } from "./fixtures/double-app.ts";
import { expect, test, windowShown } from "./fixtures/desktop-test.ts";

const trayOf = async (app: DoubleApp) => {
  const { tray } = await app.state();
  if (!tray) throw new Error("There is no tray icon.");
  return tray;
};
const labels = async (app: DoubleApp) => (await trayOf(app)).labels;
const windows = async (app: DoubleApp) => (await app.state()).windows;
/** As the person in the page does it; the status of the answer. */
const patch = (view: Page, path: string, body: object) =>
  view.evaluate(
    ([url, text]) =>
      fetch(url, { method: "PATCH", headers: { "content-type": "application/json" }, body: text }).then(
        ({ status }) => status,
      ),
    [path, JSON.stringify(body)] as const,
  );
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
  expect(await trayOf(desktop)).toMatchObject({ toolTip: "Muster: Nobody needs you", image: "normal.png" });
  const id = await door.session("R&D of brakes", { agent: { name: "SwiftHeron" } });
  await expect.poll(async () => (await labels(desktop))[3]).toMatch(/^R&&D of brakes · SwiftHeron on /);
  const { id: question } = await door.ask(id, { text: "Disc or drum?" });
  await expect.poll(() => labels(desktop)).toHaveLength(always.length + 2);
  const tray = await trayOf(desktop);
  expect(tray.labels.slice(0, 2)).toEqual([
    "1 needs you",
    expect.stringMatching(/^R&&D of brakes · asks you · SwiftHeron on /),
  ]);
  expect(tray).toMatchObject({ toolTip: "Muster: 1 needs you", image: "needs.png" });
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
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("paused.png");
  await expect.poll(async () => (await labels(desktop))[2]).toMatch(/^Notifications are paused until /);
  expect((await trayOf(desktop)).toolTip).toMatch(/^Muster: Nobody needs you · paused until /);
  await desktop.act("chooseInTray", "Resume notifications");
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("normal.png");
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
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("needs.png");
  expect((await trayOf(desktop)).menusSet).toBe(menusSet);
  await desktop.act("closeTrayMenu");
  await expect.poll(async () => (await labels(desktop))[0]).toBe("1 needs you");
  expect((await trayOf(desktop)).menusSet).toBe(menusSet + 1);
});

test("who needs the person stands in the tray as in the list, without those who are muted or put off", async ({
  desktop,
  view,
  door,
}) => {
  const ids: Record<string, string> = {};
  for (const title of ["Old", "Pinned", "Muted", "Snoozed", "New"]) {
    ids[title] = await door.session(title);
    await door.post(ids[title], { text: "And now?", state: "waiting" });
  }
  await door.session("Works");
  await door.post(await door.session("Done"), { text: "All green", state: "done" });
  const mark = (title: string, body: object) => patch(view, `/v1/people/sessions/${ids[title]}`, body);
  expect(await mark("Pinned", { pinned: true })).toBe(200);
  expect(await mark("Muted", { muted: true })).toBe(200);
  expect(await mark("Snoozed", { snoozedUntil: new Date(Date.now() + 3_600_000).toISOString() })).toBe(200);
  const rows = view.locator("[data-session]");
  await expect(rows).toHaveCount(6);
  const listed = await rows.evaluateAll((found) => found.map((row) => row.getAttribute("data-session")));
  const titleOf = (id: string | null) => Object.keys(ids).find((title) => ids[title] === id);
  const needing = listed.map(titleOf).filter((title) => title !== undefined && title !== "Muted");
  expect(needing).toEqual(["Pinned", "New", "Old"]);
  await expect.poll(async () => (await labels(desktop))[0]).toBe("3 need you");
  const entries = (await labels(desktop)).slice(1, 4).map((label) => label.split(" · ")[0]);
  expect(entries).toEqual(needing);
  expect((await labels(desktop)).slice(4, 7)).toEqual(["---", "1 working", expect.stringMatching(/^Works · /)]);
});

test("the icon looks paused in quiet hours too, and says that it is these", async ({ desktop, view }) => {
  const spans = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" }];
  const quietHours = { enabled: true, timeZone: "Europe/Berlin", spans, lets: "nothing" };
  expect(await patch(view, "/v1/people/attention", { quietHours })).toBe(200);
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("paused.png");
  expect((await trayOf(desktop)).toolTip).toMatch(/^Muster: Nobody needs you · quiet hours until /);
  expect(await labels(desktop)).not.toContain("Resume notifications");
  expect(await patch(view, "/v1/people/attention", { quietHours: { ...quietHours, enabled: false } })).toBe(200);
  await expect.poll(async () => (await trayOf(desktop)).image).toBe("normal.png");
});

test("something urgent makes the window's button stand out once, until the window is in front", async ({
  desktop,
  door,
}) => {
  const flashes = async () => (await desktop.happened()).filter(({ what }) => what === "flashed");
  const [window] = await windows(desktop);
  await desktop.act("blurWindow", window?.id ?? 0);
  const id = await door.session("Disk");
  await door.post(id, { text: "Almost full", level: "urgent" });
  await expect.poll(flashes).toMatchObject([{ isOn: true }]);
  await desktop.act("doubleClickTray");
  await expect.poll(flashes).toMatchObject([{ isOn: true }, { isOn: false }]);
});
