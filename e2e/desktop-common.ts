import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Bridge } from "#contract/bridge.ts";
import type { DesktopApp } from "./fixtures/desktop-app.ts";
import { expect, test, windowShown } from "./fixtures/desktop-shared.ts";
import { addressIn } from "./fixtures/desktop-test.ts";
import { type Door, openDoor } from "./fixtures/door.ts";
import { elsewhere } from "./fixtures/elsewhere.ts";
import { processesNaming } from "./fixtures/processes.ts";
import { unique } from "./fixtures/unique.ts";
import { approvalsOf } from "./pages/approvals.ts";

const windowIds = async (app: DesktopApp) => (await app.state()).windows.map((window) => window.id);
const heading = (page: Page, title: string) => page.getByRole("heading", { name: title });

const closeWindow = async (app: DesktopApp) => {
  const [id] = await windowIds(app);
  await app.act("closeWindow", id ?? 0);
  await expect.poll(() => windowIds(app)).toEqual([]);
};

const setAttention = async (page: Page, change: object) => {
  const status = await page.evaluate(
    async (body) =>
      (
        await fetch("/v1/people/attention", {
          method: "PATCH",
          headers: { "content-type": "application/json" },
          body,
        })
      ).status,
    JSON.stringify(change),
  );
  expect(status).toBe(200);
};

const startAndWindow = () => {
  test("the window opens signed in on the hub's screen, and its page has no way to Node", async ({ view, hubUrl }) => {
    await expect(view).toHaveTitle(/Muster/);
    expect(new URL(view.url()).origin).toBe(hubUrl);
    const seen = await view.evaluate(() => ({
      platform: (globalThis as unknown as { muster: Bridge }).muster.platform,
      ways: ["require", "process", "module", "Buffer", "ipcRenderer", "electron"].filter((name) => name in globalThis),
    }));
    expect(seen).toEqual({ platform: process.platform, ways: [] });
  });

  test("a second start shows the window of the first and ends", async ({ desktop }) => {
    await closeWindow(desktop);
    expect(await desktop.startAgain()).toBe(0);
    await windowShown(desktop);
  });

  test("a closed window leaves the hub at work and opens again where it was", async ({ desktop, door }) => {
    const title = unique("Where it was");
    await door.session(title);
    await (await desktop.page()).getByText(title).first().click();
    await expect(heading(await desktop.page(), title)).toBeVisible();
    await closeWindow(desktop);
    const other = unique("Opened while closed");
    await door.session(other);
    await desktop.act("clickTray");
    await windowShown(desktop);
    const page = await desktop.page();
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByText(other).first()).toBeVisible();
  });

  test("a link opens the discussion that it names", async ({ desktop, door }) => {
    const title = unique("Named by a link");
    const id = await door.session(title);
    expect(await desktop.startAgain("--", `muster://session/${id}`)).toBe(0);
    await expect(heading(await desktop.page(), title)).toBeVisible();
    await closeWindow(desktop);
    expect(await desktop.startAgain("--", `muster://session/${id}`)).toBe(0);
    await windowShown(desktop);
    await expect(heading(await desktop.page(), title)).toBeVisible();
  });
};

const askLeave = (door: Door, id: string, command: string) =>
  door.call<{ approval: { id: string } }>("POST", `/v1/sessions/${id}/approvals`, {
    tool: "Bash",
    input: { command },
    timeoutSeconds: 600,
  });

const approvalNow = async (door: Door, id: string) => JSON.stringify(await door.call("GET", `/v1/approvals/${id}`));

const noButtons = "Electron's notifications have no buttons on Linux";

/** What holds of notifications, whichever way the app shows them. */
export const notificationSpecs = (): void => {
  test("an approval is allowed by the button of its notification, which goes away", async ({
    desktop,
    door,
    notices,
  }) => {
    test.skip(!notices.hasButtons, noButtons);
    const title = unique("Clean up by notification");
    await closeWindow(desktop);
    const { approval } = await askLeave(door, await door.session(title), "npm run clean");
    await expect.poll(async () => (await notices.of(title))?.text).toContain("npm run clean");
    await notices.choose(title, "Approve");
    await expect.poll(() => approvalNow(door, approval.id)).toMatch(/"allowed"|"allow"/);
    await expect.poll(async () => (await notices.of(title))?.isShown).toBe(false);
  });

  test("a question is answered by an option of its notification", async ({ desktop, door, notices }) => {
    test.skip(!notices.hasButtons, noButtons);
    const title = unique("Choose by notification");
    await closeWindow(desktop);
    const options = [{ label: "Postgres" }, { label: "NATS" }];
    const question = await door.ask(await door.session(title), { text: "Which queue?", options, timeoutSeconds: 600 });
    await expect.poll(async () => (await notices.of(title))?.buttons).toEqual(["Postgres", "NATS"]);
    await notices.choose(title, "NATS");
    await expect
      .poll(async () => JSON.stringify(await door.call("GET", `/v1/questions/${question.id}`)))
      .toContain('"answered"');
    expect(JSON.stringify(await door.call("GET", `/v1/questions/${question.id}`))).toContain("NATS");
  });

  test("what is typed into a notification steers the session", async ({ desktop, door, notices }) => {
    const title = unique("Steer by notification");
    await closeWindow(desktop);
    const id = await door.session(title);
    await door.post(id, { text: "Which branch?", state: "waiting" });
    await expect.poll(async () => (await notices.of(title))?.text).toContain("Which branch?");
    await notices.reply(title, "the release branch");
    await expect
      .poll(async () => JSON.stringify(await door.call("GET", `/v1/sessions/${id}/replies`)))
      .toContain("the release branch");
  });

  test("a click on a notification opens its discussion in a closed window", async ({ desktop, door, notices }) => {
    const title = unique("Opened by notification");
    await closeWindow(desktop);
    await door.post(await door.session(title), { text: "May I?", state: "waiting" });
    await expect.poll(notices.titles).toContain(title);
    await notices.click(title);
    await windowShown(desktop);
    await expect(heading(await desktop.page(), title)).toBeVisible();
  });

  test("what is answered elsewhere is taken away", async ({ desktop, door, notices }) => {
    const title = unique("Answered in the window");
    await closeWindow(desktop);
    await askLeave(door, await door.session(title), "npm run deploy");
    await expect.poll(async () => (await notices.of(title))?.isShown).toBe(true);
    await desktop.act("activate");
    await windowShown(desktop);
    const page = await desktop.page();
    await page.getByText(title).first().click();
    await approvalsOf(page).act("npm run deploy", "Allow").first().click();
    await expect.poll(async () => (await notices.of(title))?.isShown).toBe(false);
  });

  test("in quiet hours only what is let through is told", async ({ desktop, view, door, notices }) => {
    // From midnight to midnight is always.
    const span = { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" };
    const quietHours = { enabled: true, timeZone: "UTC", spans: [span], lets: "urgent-and-approvals" };
    await setAttention(view, { quietHours });
    await closeWindow(desktop);
    const [keptBack, letThrough] = [unique("Kept back"), unique("Let through")];
    await door.post(await door.session(keptBack), { text: "And now?", state: "waiting" });
    await askLeave(door, await door.session(letThrough), "npm run publish");
    await expect.poll(notices.titles).toContain(letThrough);
    expect(await notices.titles()).not.toContain(keptBack);
    await desktop.act("activate");
    await windowShown(desktop);
    await setAttention(await desktop.page(), { quietHours: { ...quietHours, enabled: false } });
  });
};

const tray = () => {
  test("the tray's menu follows the sessions and opens one that needs someone", async ({ desktop, door }) => {
    const title = unique("Followed by the tray");
    const labels = async () => (await desktop.state()).tray?.labels.join("\n");
    const id = await door.session(title);
    await expect.poll(labels).toContain(title);
    await door.post(id, { text: "Which way?", state: "waiting" });
    const entry = async () =>
      (await desktop.state()).tray?.labels.find((label) => label.includes(title) && label.includes("waits")) ?? "";
    await expect.poll(entry).not.toBe("");
    await closeWindow(desktop);
    await desktop.act("chooseInTray", await entry());
    await windowShown(desktop);
    await expect(heading(await desktop.page(), title)).toBeVisible();
    await door.post(id, { text: "Never mind.", state: "done" });
    await expect.poll(labels).not.toContain(title);
  });
};

const guards = () => {
  test("a page that tries to leave stays, and no new window opens", async ({ desktop, view, hubUrl }) => {
    const strange = await elsewhere();
    const here = view.url();
    await view.evaluate((url) => void (location.href = url), `${strange.url}/navigated`);
    await view.evaluate((url) => void (location.href = url), `${hubUrl}/v1/docs`);
    await view.evaluate((url) => void open(url), `${strange.url}/opened`);
    // A frame's answer takes as long as a navigation of its own would.
    await expect(view.getByRole("navigation", { name: "Sessions" })).toBeVisible();
    expect(strange.asked).toEqual([]);
    expect(view.url()).toBe(here);
    await expect.poll(() => windowIds(desktop)).toHaveLength(1);
    strange.close();
  });

  test("a page is given no permission but the copy button's", async ({ view }) => {
    const states = await view.evaluate(async () => {
      const names = ["geolocation", "camera", "clipboard-read", "clipboard-write"] as PermissionName[];
      const asked = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      return [...asked.map(({ state }) => state), Notification.permission];
    });
    expect(states).toEqual(["denied", "denied", "denied", "granted", "denied"]);
  });
};

const endings = () => {
  test("the ticket that signed the window in signs nobody else in", async ({ start, folder, request }) => {
    const home = join(folder, "home");
    const app = await start(home);
    const page = await app.page();
    await expect(page.getByRole("navigation", { name: "Sessions" })).toBeVisible();
    const cdp = await page.context().newCDPSession(page);
    const { entries } = await cdp.send("Page.getNavigationHistory");
    const link = entries.map((entry) => entry.userTypedURL).find((url) => url.includes("ticket=")) ?? "";
    expect(new URL(link).origin).toBe(await addressIn(home));
    const again = await request.get(link, { maxRedirects: 0 });
    expect(again.status()).toBeGreaterThanOrEqual(400);
    expect(again.headers()["set-cookie"]).toBeUndefined();
    await app.close();
  });

  test("a window whose page crashed opens again by itself", async ({ start, folder }) => {
    const app = await start(join(folder, "home"));
    const [first] = await windowIds(app);
    const page = await app.page();
    const cdp = await page.context().newCDPSession(page);
    void cdp.send("Page.crash").catch(() => undefined);
    await expect.poll(async () => (await windowIds(app))[0] ?? 0).toBeGreaterThan(first ?? 0);
    await windowShown(app);
    await expect((await app.page()).getByRole("navigation", { name: "Sessions" })).toBeVisible();
    await app.close();
  });

  test("quitting leaves no process, and the next start has it all, still signed in", async ({ start, folder }) => {
    const home = join(folder, "home");
    const app = await start(home);
    const url = await addressIn(home);
    const door = await openDoor({ url, home });
    await door.post(await door.session("Kept"), "the last word");
    await app.act("chooseInTray", "Quit Muster");
    expect(await app.ended).toBe(0);
    await expect(fetch(new URL("/v1/health", url))).rejects.toThrow();
    await expect.poll(() => processesNaming(home)).toEqual([]);
    const again = await start(home);
    const page = await again.page();
    await page.getByText("Kept").first().click();
    await expect(page.getByText("the last word").last()).toBeVisible();
    await again.close();
  });
};

/** What must hold in the double and in the real Electron alike. */
export const commonSpecs = (): void => {
  startAndWindow();
  tray();
  notificationSpecs();
  guards();
  endings();
};
