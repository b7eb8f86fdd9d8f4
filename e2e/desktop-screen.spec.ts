import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test, windowShown } from "./fixtures/desktop-test.ts";
import type { DoubleApp } from "./fixtures/double-app.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const welcome = (page: Page) => page.getByRole("heading", { name: "Welcome to Muster" });
const skip = (page: Page) => page.getByRole("button", { name: "Skip the rest" }).click();
const section = (page: Page) => page.locator("#desktop");

const openAgain = async (app: DoubleApp): Promise<Page> => {
  const [window] = (await app.state()).windows;
  await app.act("closeWindow", window?.id ?? 0);
  await expect.poll(async () => (await app.state()).windows.length).toBe(0);
  await app.act("clickTray");
  await windowShown(app);
  return app.page();
};

const toSettings = async (page: Page) => {
  await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Settings" }).click();
  await expect(section(page)).toBeVisible();
};

test("the first start shows the first steps once, then asks once whether to start at login", async ({ startApp }) => {
  // Only what was installed can be started at login.
  const desktop = startApp({}, { given: { isPackaged: true } });
  await windowShown(desktop);
  const view = await desktop.page();
  await expect(welcome(view)).toBeVisible();
  await expect(view.getByText("Start Muster when you log in?")).toHaveCount(0);
  await skip(view);
  await expect(view.getByText("Start Muster when you log in?")).toBeVisible();
  expect(await violations(view)).toEqual([]);
  // It is asked beside the work, not over it.
  await expect(view.getByRole("dialog")).toHaveCount(0);
  await view.getByRole("button", { name: "Not now" }).click();
  await expect(view.getByText("Start Muster when you log in?")).toHaveCount(0);

  const again = await openAgain(desktop);
  await expect(again.getByRole("heading", { name: "Waiting for the first agent" })).toBeVisible();
  await expect(welcome(again)).toHaveCount(0);
  await expect(again.getByText("Start Muster when you log in?")).toHaveCount(0);
  await toSettings(again);
  const login = section(again).getByRole("switch", { name: "Start at login" });
  await expect(login).not.toBeChecked();
  await login.click();
  await expect(login).toBeChecked();
});

test("what only the app has stands in the settings and counts at once", async ({ desktop, view }) => {
  await skip(view);
  await toSettings(view);
  // A checkout is not what a system could start.
  await expect(section(view).getByRole("switch", { name: "Start at login" })).toBeDisabled();

  const shortcut = section(view).getByRole("button", { name: /^Shortcut to the next/ });
  await shortcut.click();
  await expect(shortcut).toContainText("Press keys…");
  await view.keyboard.press("m");
  await expect(section(view).getByRole("alert")).toHaveText("Hold Ctrl or Alt too.");
  await view.keyboard.press("Control+Alt+j");
  await expect(shortcut).toContainText("Ctrl Alt J");
  await expect.poll(async () => (await desktop.state()).shortcuts).toEqual(["Control+Alt+J"]);
  expect(await violations(view)).toEqual([]);
  await section(view).getByRole("button", { name: "Clear" }).click();
  await expect(shortcut).toContainText("None");
  await expect.poll(async () => (await desktop.state()).shortcuts).toEqual([]);

  await section(view).getByRole("button", { name: "Version and licences" }).click();
  const about = view.getByRole("dialog", { name: "About Muster" });
  await expect(about.getByLabel("Licences")).toContainText("MIT");
  expect(await violations(view)).toEqual([]);
});

test("the settings say what this system's notifications can do, and what became of one that was tried", async ({
  desktop,
  view,
}) => {
  await skip(view);
  await toSettings(view);
  const row = view.locator("#notifications");
  await expect(row.getByText(/clicks open the discussion, .+ when answered elsewhere\.$/)).toBeVisible();
  await row.getByRole("button", { name: "Try a notification" }).click();
  await expect(row.getByText(/^It was shown\./)).toBeVisible();
  await expect.poll(() => desktop.happenings.filter(({ what }) => what === "notification").length).toBe(1);
});

test("the page in the app's window tells nothing by itself: the system does", async ({ view, door }) => {
  await skip(view);
  await toSettings(view);
  await expect(view.getByText("This browser", { exact: true })).toHaveCount(0);
  const id = await door.session("Choose the queue");
  await door.ask(id, { text: "Which?", options: [{ label: "A" }], timeoutSeconds: 600 });
  await expect(view.getByRole("link", { name: /Sessions 1/ })).toBeVisible();
  await expect(view.getByRole("region", { name: "Notifications" })).toHaveCount(0);
});

test("the app's menus lead to places of the page, over what is open there", async ({ desktop, view, door }) => {
  await skip(view);
  await desktop.act("chooseInTray", "Join a machine…");
  await expect(view.getByRole("dialog", { name: "Join a machine" })).toBeVisible();
  await desktop.act("chooseInTray", "Settings…");
  await expect(view.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect(view.getByRole("dialog")).toHaveCount(0);
  await desktop.act("chooseInMenu", "Help", "About Muster");
  await expect(view.getByRole("dialog", { name: "About Muster" })).toBeVisible();
  await desktop.act("chooseInMenu", "&Discussions", "Search…");
  await expect(view.getByRole("dialog", { name: "Search and commands" })).toBeVisible();
  const id = await door.session("Choose the queue");
  await door.ask(id, { text: "Which?", options: [{ label: "A" }], timeoutSeconds: 600 });
  await desktop.act("chooseInMenu", "&Discussions", "Next That Needs You");
  await expect(discussionOf(view).title).toHaveText("Choose the queue");
  await expect(view.getByRole("dialog")).toHaveCount(0);
});

test("a link to a discussion that isn't there says so", async ({ desktop, view }) => {
  await expect(welcome(view)).toBeVisible();
  expect(await desktop.startAgain("--", "muster://session/01999999-9999-7999-8999-999999999999")).toBe(0);
  await expect(view.getByRole("heading", { name: "This discussion is not there any more" })).toBeVisible();
});

const fromEnd = (page: Page) => discussionOf(page).log.evaluate((element) => element.scrollHeight - element.scrollTop);
const firstRow = (page: Page) =>
  discussionOf(page).log.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return [...element.querySelectorAll<HTMLElement>("[data-seq]")].find(
      (row) => row.getBoundingClientRect().bottom > top,
    )?.dataset["seq"];
  });

test("a window that is opened again is where it was: discussion, place in it, and what was typed", async ({
  desktop,
  view,
  door,
}) => {
  const id = await door.session("A long one");
  for (let count = 1; count <= 60; count++) await door.post(id, `Message number ${count}. ${"word ".repeat(count)}`);
  await listOf(view).open("A long one");
  await expect(discussionOf(view).message("Message number 60.")).toBeInViewport();
  await discussionOf(view).box.fill("half a tho");
  await discussionOf(view).log.hover();
  await view.mouse.wheel(0, -4_000);
  let before = -1;
  await expect
    .poll(async () => {
      const last = before;
      before = await fromEnd(view);
      return last === before;
    })
    .toBe(true);
  const seq = await firstRow(view);
  expect(Number(seq)).toBeLessThan(50);
  const again = await openAgain(desktop);
  await expect(discussionOf(again).title).toHaveText("A long one");
  await expect(discussionOf(again).box).toHaveText("half a tho");
  await expect.poll(() => firstRow(again)).toBe(seq);
});
