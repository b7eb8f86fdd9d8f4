import type { Page } from "@playwright/test";
import { looks, violations } from "./fixtures/axe.ts";
import { guestOf, invite } from "./fixtures/guest.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const peopleOf = (page: Page) => {
  const row = (name: string) =>
    page.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: name });
  return {
    row,
    dialog: page.getByRole("dialog"),
    choose: async (name: string, item: string) => {
      await row(name)
        .getByRole("button", { name: /^Menu of/ })
        .click();
      await page.getByRole("menuitem", { name: item }).click();
    },
  };
};

test("a person is invited by a link that is shown once and signs one browser in", async ({ app, browser, hub }) => {
  const { row, dialog } = peopleOf(app);
  await app.goto(`${hub.url}/#/people`);
  await app.getByRole("button", { name: "Invite" }).click();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Say what the person is called.");
  await dialog.getByLabel("Name", { exact: true }).fill("Bo");
  await dialog.getByRole("radio", { name: "Operator" }).check();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByRole("heading", { name: "The link for Bo" })).toBeVisible();
  const link = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have passed it on" }).click();
  await expect(row("Bo")).toContainText("Operator");
  await expect(row("Bo")).toContainText("invited");
  await expect(app.getByText(link)).toHaveCount(0);

  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("navigation", { name: "Places" })).toBeVisible();
  await expect(guest.getByRole("link", { name: "People" })).toHaveCount(0);
  await expect(row("Bo")).not.toContainText("invited");

  const third = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await third.goto(link);
  await expect(third.getByRole("heading", { name: "This sign-in link is used up" })).toBeVisible();
  await expect(third.getByText("ask them for a new link")).toBeVisible();
  await third.context().close();
  await context.close();
});

test("a viewer reads and writes to people, and finds no button that does nothing", async ({
  app,
  browser,
  door,
  hub,
}) => {
  const id = await door.session("Refactor", { agent: { kind: "claude", name: "SwiftHeron" } });
  await door.post(id, "Working on it");
  await door.ask(id, { text: "Which one?", options: [{ label: "Left" }], timeoutSeconds: 300 });
  const { page, close } = await guestOf(app.request, hub, browser, { name: "Vi", role: "viewer" });
  await listOf(page).open("Refactor");
  const box = page.getByRole("textbox", { name: "Write to the people here" });
  await expect(page.getByText("never handed to the agent").first()).toBeVisible();
  await expect(discussionOf(page).option("Which one?", "Left")).toBeDisabled();
  await expect(page.getByText("You are a viewer here: an owner or operator can answer.")).toBeVisible();
  await box.fill("Looks good to me");
  await box.press("Enter");
  await expect(discussionOf(page).message("Looks good to me")).toContainText("never handed to the agent");
  await box.fill("/");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await box.fill("");
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: "Session menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Pin" })).toBeVisible();
  for (const name of ["Rename…", "Close", "Mark as done", "Delete…"])
    await expect(page.getByRole("menuitem", { name })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Join a machine");
  await expect(page.getByRole("option", { name: "Join a machine" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.goto(`${new URL(page.url()).origin}/#/rules`);
  await expect(page.getByText("There is no rule yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "New rule" })).toHaveCount(0);
  await page.goto(`${new URL(page.url()).origin}/#/ledger`);
  await expect(page.getByText("Only an owner of the hub reads the ledger")).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await expect(page.getByRole("heading", { name: "Machines" })).toBeVisible();
  for (const name of ["Join a machine", /^Details of/, /^Menu of/])
    await expect(page.getByRole("main").getByRole("button", { name })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  // The owner sees it in the discussion, marked, with nobody it waits for.
  await listOf(app).open("Refactor");
  await expect(discussionOf(app).message("Looks good to me")).toContainText("from a viewer");
  await close();
});

test("a change of role counts at once on the screen that is open", async ({ app, browser, door, hub }) => {
  await door.session("Refactor", { agent: { kind: "claude", name: "SwiftHeron" } });
  const { page, close } = await guestOf(app.request, hub, browser, { name: "Bo", role: "viewer" });
  await listOf(page).open("Refactor");
  await expect(page.getByRole("textbox", { name: "Write to the people here" })).toBeVisible();
  const { choose, dialog, row } = peopleOf(app);
  await app.goto(`${hub.url}/#/people`);
  await choose("Bo", "Change…");
  await dialog.getByRole("radio", { name: "Operator" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row("Bo")).toContainText("Operator");
  await expect(page.getByRole("textbox", { name: "Reply to steer SwiftHeron" })).toBeVisible();
  await close();
});

test("a discussion that is hidden from a person is gone from their list at once", async ({
  app,
  browser,
  door,
  hub,
}) => {
  await door.session("Refactor");
  await door.session("Salaries");
  const { page, close } = await guestOf(app.request, hub, browser, { name: "Bo", role: "operator" });
  await expect(listOf(page).row("Salaries")).toBeVisible();
  const { choose, dialog, row } = peopleOf(app);
  await app.goto(`${hub.url}/#/people`);
  await choose("Bo", "Change…");
  await dialog.getByRole("combobox", { name: "Role in Salaries" }).selectOption("Hidden");
  await dialog.getByRole("combobox", { name: "Role in Refactor" }).selectOption("Viewer");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row("Bo")).toContainText("less in 2");
  await expect(listOf(page).row("Salaries")).toHaveCount(0);
  await listOf(page).open("Refactor");
  await expect(page.getByRole("textbox", { name: "Write to the people here" })).toBeVisible();

  await choose("Bo", "Change…");
  await dialog.getByRole("radio", { name: "Only chosen ones" }).check();
  await dialog.getByRole("combobox", { name: "Role in Salaries" }).selectOption("own");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row("Bo")).toContainText("sees 1 discussion");
  await expect(listOf(page).row("Salaries")).toBeVisible();
  await expect(listOf(page).row("Refactor")).toHaveCount(0);
  await close();
});

test("who is shut out is told so at once, and can be invited again", async ({ app, browser, door, hub }) => {
  await door.session("Refactor");
  const { page, close } = await guestOf(app.request, hub, browser, { name: "Bo", role: "operator" });
  await expect(listOf(page).row("Refactor")).toBeVisible();
  const { choose, dialog, row } = peopleOf(app);
  await app.goto(`${hub.url}/#/people`);
  await choose("Bo", "Shut out…");
  await expect(dialog).toContainText("end at once");
  await dialog.getByRole("button", { name: "Shut out" }).click();
  await expect(dialog).toBeHidden();
  await expect(row("Bo")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "You were signed out" })).toBeVisible();
  await expect(page.getByText("Refactor")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await app.getByRole("button", { name: "Show 1 who was shut out" }).click();
  await app.getByRole("list", { name: "Shut out" }).getByRole("button", { name: "Menu of Bo" }).click();
  await app.getByRole("menuitem", { name: "Invite again…" }).click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Bo");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = (await dialog.locator("code").textContent()) ?? "";
  await page.goto(link);
  await expect(listOf(page).row("Refactor")).toBeVisible();
  await close();
});

test("a device key is shown once and works until it is revoked; one's own browser can be revoked too", async ({
  app,
  hub,
}) => {
  await app.goto(`${hub.url}/#/devices`);
  const dialog = app.getByRole("dialog");
  const row = (name: string) => app.getByRole("main").getByRole("listitem").filter({ hasText: name });
  await expect(row("this one")).toBeVisible();
  await app.getByRole("button", { name: "Add a device key" }).click();
  await dialog.getByLabel("What it is for").fill("laptop");
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await expect(dialog.getByText(/^muster sign-in /)).toBeVisible();
  const key = (await dialog.getByText(/^dk_/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(app.getByText(key)).toHaveCount(0);
  const me = () => fetch(`${hub.url}/v1/people/me`, { headers: { authorization: `Bearer ${key}` } });
  expect((await me()).status).toBe(200);

  await row("laptop").getByRole("button", { name: "Menu of laptop" }).click();
  await app.getByRole("menuitem", { name: "Rename…" }).click();
  await dialog.getByLabel("Name").fill("old laptop");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await row("old laptop").getByRole("button", { name: "Menu of old laptop" }).click();
  await app.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  // What lies under an open dialog isn't there for a role.
  await expect(dialog).toBeHidden();
  await expect(row("old laptop")).toHaveCount(0);
  expect((await me()).status).toBe(401);

  await row("this one")
    .getByRole("button", { name: /^Menu of/ })
    .click();
  await app.getByRole("menuitem", { name: "Revoke…" }).click();
  await expect(dialog).toContainText("you are signed out here at once");
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(app.getByRole("heading", { name: "You were signed out" })).toBeVisible();
});

for (const { theme, width, height } of looks)
  test(`the pages of people and devices have no accessibility violation, ${theme} at ${width} px`, async ({
    app,
    door,
    hub,
  }) => {
    test.slow();
    await app.setViewportSize({ width, height });
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (let n = 0; n < 9; n += 1) await door.session(`Discussion number ${n}`);
    const long = await invite(app.request, hub, { name: "A person with a long name ".repeat(3), role: "viewer" });
    await app.request.delete(`${hub.url}/v1/people/people/${long.person.id}`, { headers: { origin: hub.url } });
    for (let n = 0; n < 30; n += 1)
      await invite(app.request, hub, { name: `Person ${n}`, role: n % 2 ? "operator" : "viewer" });
    await app.goto(`${hub.url}/#/people`);
    await expect(app.getByRole("list", { name: "People" }).getByRole("listitem")).toHaveCount(31);
    await app.getByRole("button", { name: "Show 1 who was shut out" }).click();
    expect(await violations(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await app.getByRole("button", { name: "Invite" }).click();
    await expect(app.getByRole("list", { name: "Discussions" })).toBeVisible();
    expect(await violations(app)).toEqual([]);
    await app.keyboard.press("Escape");
    await app.goto(`${hub.url}/#/devices`);
    await expect(app.getByText("this one")).toBeVisible();
    expect(await violations(app)).toEqual([]);
    await app.getByRole("button", { name: "Add a device key" }).click();
    expect(await violations(app)).toEqual([]);
  });
