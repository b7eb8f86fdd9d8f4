import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Bridge } from "#contract/bridge.ts";
import type { DoubleApp } from "./fixtures/double-app.ts";
import { test as shared } from "./fixtures/desktop-shared.ts";
import { addressIn, expect, test, windowShown } from "./fixtures/desktop-test.ts";
import { openDoor } from "./fixtures/door.ts";
import { elsewhere } from "./fixtures/elsewhere.ts";
import { processesNaming } from "./fixtures/processes.ts";
import { unique } from "./fixtures/unique.ts";

const openDiscussion = (page: Page, title: string) => page.getByRole("heading", { name: title });
const happened = (app: DoubleApp, what: string) => app.happenings.filter((happening) => happening.what === what);
const notifications = (app: DoubleApp) => app.happenings.filter((happening) => happening.what === "notification");
const windowIds = async (app: DoubleApp) => (await app.state()).windows.map((window) => window.id);

/** Waits for the notification with this title and gives its id. */
const notificationOf = async (app: DoubleApp, title: string) => {
  await expect.poll(() => notifications(app).map((shown) => shown.title)).toContain(title);
  return notifications(app).find((shown) => shown.title === title)?.id ?? 0;
};

const crash = async (page: Page) => {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Page.crash").catch(() => undefined);
};

shared("the window is locked down", async ({ double: desktop }) => {
  const [window] = (await desktop.state()).windows;
  expect(window?.options).toMatchObject({ minWidth: 360, minHeight: 480 });
  expect(window?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  expect(happened(desktop, "preload-error")).toEqual([]);
  expect((await desktop.state()).heldAwake).toBe(0);
});

shared("a post through the agents' door appears in the window without a reload", async ({ view, door }) => {
  const title = unique("Refactor auth module");
  const id = await door.session(title);
  await expect(view.getByText(title).first()).toBeVisible();
  const text = unique("42/42 passing");
  await door.post(id, { text });
  await expect(view.getByText(text).first()).toBeVisible();
});

for (const [name, message] of Object.entries({
  "starts to wait": { text: "Which branch?", state: "waiting" },
  fails: { text: "Out of memory", state: "failed" },
  "is done": { text: "All green", state: "done" },
  "posts something urgent": { text: "Disk almost full", level: "urgent" },
} as const)) {
  shared(
    `a session that ${name} notifies, and the click opens its discussion`,
    async ({ double: desktop, view, door }) => {
      const title = unique(`A session that ${name}`);
      await door.post(await door.session(title), message);
      const shown = await notificationOf(desktop, title);
      const ofIt = () => notifications(desktop).filter((one) => one.title === title);
      expect(ofIt()[0]?.body).toContain(message.text);
      await desktop.act("clickNotification", shown);
      await expect(openDiscussion(view, title)).toBeVisible();
      await expect(view.getByText(message.text).last()).toBeVisible();
      expect(ofIt()).toHaveLength(1);
    },
  );
}

shared("what is being looked at notifies nobody", async ({ double: desktop, view, door }) => {
  const [titleOfWatched, titleOfOther] = [unique("Watched"), unique("Other")];
  const watched = await door.session(titleOfWatched);
  const other = await door.session(titleOfOther);
  await view.getByText(titleOfWatched).first().click();
  await expect(openDiscussion(view, titleOfWatched)).toBeVisible();
  await door.post(watched, { text: "seen anyway", level: "urgent" });
  await expect(view.getByText("seen anyway").last()).toBeVisible();
  await door.post(other, { text: "not seen", level: "urgent" });
  await notificationOf(desktop, titleOfOther);
  expect(notifications(desktop).map((shown) => shown.title)).not.toContain(titleOfWatched);
});

test("a window whose page crashed opens again by itself, and stays closed when it crashes once more", async ({
  desktop,
  view,
  door,
}) => {
  const [first] = await windowIds(desktop);
  void crash(view);
  await expect.poll(async () => (await windowIds(desktop))[0]).toBe((first ?? 0) + 1);
  await windowShown(desktop);
  void crash(await desktop.page());
  await expect.poll(() => windowIds(desktop)).toEqual([]);
  await door.session("Posted after the crash");
  await desktop.act("clickTray");
  await windowShown(desktop);
  await expect((await desktop.page()).getByText("Posted after the crash").first()).toBeVisible();
});

shared("a second start brings back a window that was made small", async ({ double: desktop }) => {
  const [id] = await windowIds(desktop);
  await desktop.act("minimizeWindow", id ?? 0);
  expect(await desktop.startAgain()).toBe(0);
  await windowShown(desktop);
});

test.describe("a page that tries to leave", () => {
  shared("stays on the screen, and no new window opens", async ({ double: desktop, view, hubUrl }) => {
    const strange = await elsewhere();
    const here = view.url();
    const before = happened(desktop, "navigation-refused").length;
    const refusals = () => happened(desktop, "navigation-refused").length - before;

    await view.evaluate((url) => void (location.href = url), `${strange.url}/navigated`);
    await expect.poll(refusals).toBe(1);
    await view.evaluate((url) => void (location.href = url), `${hubUrl}/v1/docs`);
    await expect.poll(refusals).toBe(2);
    await view.evaluate((url) => void window.open(url), `${strange.url}/opened`);
    await expect
      .poll(() => happened(desktop, "window-open-refused"))
      .toContainEqual({ what: "window-open-refused", url: `${strange.url}/opened` });
    expect(strange.asked).toEqual([]);
    expect(view.url()).toBe(here);
    expect(await windowIds(desktop)).toHaveLength(1);
    strange.close();
  });

  shared("downloads nothing", async ({ double: desktop, view }) => {
    const before = happened(desktop, "download-refused").length;
    await view.evaluate(() => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["x"]));
      link.download = "x.txt";
      link.click();
    });
    await expect.poll(() => happened(desktop, "download-refused").length).toBe(before + 1);
  });

  shared("reaches the person's browser only with an http address", async ({ double: desktop, view }) => {
    const open = (url: string) =>
      view.evaluate(
        (address) =>
          (globalThis as unknown as { muster: Bridge }).muster.openExternal(address).then(
            () => "opened",
            () => "refused",
          ),
        url,
      );
    expect(await open("https://example.com/a?b=c")).toBe("opened");
    for (const url of ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "C:\\Windows\\calc.exe", ""])
      expect(await open(url), url).toBe("refused");
    const opened = { what: "opened-outside", url: "https://example.com/a?b=c" };
    expect(new Set(happened(desktop, "opened-outside").map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(opened)]),
    );
  });
});

test("SIGTERM ends it cleanly", async ({ desktop, home }) => {
  desktop.signal("SIGTERM");
  expect(await desktop.ended).toBe(0);
  await expect.poll(() => processesNaming(home)).toEqual([]);
});

test("a port that another hub holds is said in words, and the app ends", async ({ startApp, hub }) => {
  const app = startApp({ MUSTER_PORT: new URL(hub.url).port });
  expect(await app.ended).toBe(1);
  const [box] = app.happenings;
  expect(box).toMatchObject({ what: "error-box", title: "Muster can't start" });
  expect(JSON.stringify(box)).toMatch(/Port \d+ is already used by .*MUSTER_PORT/);
});

test("a data folder that another hub holds is said in words, and the app ends", async ({ startApp, hub }) => {
  const app = startApp({ MUSTER_HOME: hub.home });
  expect(await app.ended).toBe(1);
  expect(JSON.stringify(app.happenings)).toMatch(/already uses the data folder/);
  expect((await fetch(new URL("/v1/health", hub.url))).ok).toBe(true);
});

test("a damaged database is said in words and left as it is, and the app ends", async ({ startApp, home }) => {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const file = join(home, "muster.db");
  await writeFile(file, "not a database, and longer than the head of one ".repeat(100));
  const before = await readFile(file, "utf8");
  const app = startApp();
  expect(await app.ended).toBe(1);
  expect(JSON.stringify(app.happenings)).toMatch(/database.*(damaged|can't be)/i);
  expect(await readFile(file, "utf8")).toBe(before);
});

test("what an agent's shell had set is not passed on", async ({ startApp, home }) => {
  const app = startApp({ CLAUDECODE: "1", MUSTER_KEY: "not-a-key" });
  await windowShown(app);
  await expect(
    openDoor({ url: await addressIn(home), home }).then((door) => door.session("Works")),
  ).resolves.toBeTruthy();
  expect(await app.environment(["CLAUDECODE", "MUSTER_KEY", "MUSTER_HOME"])).toEqual([null, null, home]);
});
