import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { looks, violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";
import { noticesOf, tellPages } from "./pages/notices.ts";

test("do not disturb is begun in the top bar, stands on every screen, and is ended there", async ({
  app,
  door,
  hub,
  context,
}) => {
  await tellPages(app, hub.url);
  const { bell } = noticesOf(app);
  await bell.click();
  await app.getByRole("menuitem", { name: "Do not disturb: for an hour" }).click();
  await expect(bell).toHaveAccessibleName(/^Do not disturb, until /);
  const other = await context.newPage();
  await other.goto(`${hub.url}/#/settings`);
  await expect(other.getByText(/^On until /)).toBeVisible();

  const id = await door.session("Choose the queue");
  await door.ask(id, { text: "Which?", options: [{ label: "A" }], timeoutSeconds: 600 });
  await expect(listOf(app).row("Choose the queue")).toBeVisible();
  await other.getByRole("button", { name: "Read again" }).click();
  await expect(noticesOf(other).decision("Choose the queue").first()).toContainText(/Kept back: do not disturb until /);
  await expect(noticesOf(app).cards).toHaveCount(0);

  await other.getByRole("button", { name: "End it now" }).click();
  await expect(bell).toHaveAccessibleName("Notifications");
});

test("do not disturb is there in the palette too", async ({ app }) => {
  await app.keyboard.press("Control+k");
  await app.keyboard.type("disturb until tomorrow");
  await app.getByRole("option", { name: "Do not disturb: until tomorrow morning" }).click();
  await expect(noticesOf(app).bell).toHaveAccessibleName(/^Do not disturb, until tomorrow /);
});

test("quiet hours are set by days, times and zone, are kept, and say what they mean now", async ({ app, hub }) => {
  await app.goto(`${hub.url}/#/settings`);
  const hours = app.locator("#quiet-hours");
  await hours.getByRole("switch", { name: "Keep notifications back" }).click();
  await expect(hours.getByRole("listitem")).toHaveCount(1);
  // From midnight to midnight is always.
  for (const name of ["From", "To"]) {
    await hours.getByLabel(name, { exact: true }).fill("00:00");
    await hours.getByLabel(name, { exact: true }).press("Enter");
    await expect(hours.getByLabel(name, { exact: true })).toHaveValue("00:00");
  }
  await expect(hours.getByText(/^Quiet now, until /)).toBeVisible();
  await expect(noticesOf(app).bell).toHaveAccessibleName(/^Quiet hours, until /);

  await hours.getByRole("button", { name: "Add a time" }).click();
  await expect(hours.getByRole("listitem")).toHaveCount(2);
  await hours.getByRole("combobox", { name: "Time zone" }).selectOption("Pacific/Auckland");
  await hours.getByRole("combobox", { name: "Meanwhile" }).selectOption("nothing");
  await expect(hours.getByRole("button", { name: /^Use this browser’s: / })).toBeVisible();
  await app.reload();
  await expect(hours.getByRole("listitem")).toHaveCount(2);
  await expect(hours.getByRole("combobox", { name: "Time zone" })).toHaveValue("Pacific/Auckland");
  await expect(hours.getByRole("combobox", { name: "Meanwhile" })).toHaveValue("nothing");
  await hours.getByRole("button", { name: /^Use this browser’s: / }).click();
  await expect(hours.getByRole("button", { name: /^Use this browser’s: / })).toHaveCount(0);
  await hours.getByRole("listitem").last().getByRole("button", { name: "Remove this time" }).click();
  await expect(hours.getByRole("listitem")).toHaveCount(1);
});

test("a webhook's secret is shown once, and an address that can’t be called is refused in words", async ({
  app,
  hub,
}) => {
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await app.goto(`${hub.url}/#/settings`);
  const section = app.locator("#escalation-section");
  await section.getByRole("combobox", { name: "Tell me elsewhere" }).selectOption("5");
  const address = section.getByRole("textbox", { name: "Address" });
  await address.fill("ftp://example.org/hook");
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByRole("alert")).toHaveText(/^An address like https/);
  await address.fill(`http://127.0.0.1:${port}/hook`);
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByText(/^whsec_/)).toBeVisible();
  expect(await violations(app)).toEqual([]);
  await app.reload();
  await expect(address).toHaveValue(`http://127.0.0.1:${port}/hook`);
  await expect(section.getByText(/^whsec_/)).toHaveCount(0);
  await expect(section.getByRole("switch", { name: "By a webhook" })).toBeChecked();
  await section.getByRole("button", { name: "Remove" }).click();
  await expect(section.getByRole("switch", { name: "By a webhook" })).toBeDisabled();
  server.close();
});

test("settings that can't be read say so, and are there once the hub is back", async ({ app, hub, restartHub }) => {
  await app.route("**/v1/people/attention", (route) => route.abort());
  await app.goto(`${hub.url}/#/settings`);
  await app.reload();
  await expect(app.getByText("How you are notified can’t be read right now")).toBeVisible();
  expect(await violations(app)).toEqual([]);
  await app.unroute("**/v1/people/attention");
  await hub.stop();
  await restartHub();
  await expect(app.getByRole("switch", { name: "Sound" })).toBeVisible();
});

for (const { theme, width, height } of looks) {
  test(`the settings of notifications have no violation at ${width} px in the ${theme} theme, and fit`, async ({
    app,
    door,
    hub,
  }) => {
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await app.setViewportSize({ width, height });
    await tellPages(app, hub.url);
    const id = await door.session(`${"Averylongwordwithoutanybreak".repeat(5)} and more`);
    await app.goto(`${hub.url}/#/settings`);
    await app.getByRole("switch", { name: "Keep notifications back" }).click();
    await app.getByRole("combobox", { name: "Tell me elsewhere" }).selectOption("5");
    await door.ask(id, { text: "Which?", options: [{ label: "A" }], timeoutSeconds: 600 });
    await expect(app.getByRole("textbox", { name: "Address" })).toBeVisible();
    await app.getByRole("button", { name: "Read again" }).click();
    await expect(noticesOf(app).decision("Averylongword").first()).toBeVisible();
    expect(await violations(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await noticesOf(app).bell.click();
    await expect(app.getByRole("menu")).toBeVisible();
    expect(await violations(app)).toEqual([]);
  });
}

test("a discussion is where it was left, after the page was loaded again", async ({ app, door, hub }) => {
  const id = await door.session("A long one");
  for (let count = 1; count <= 80; count++)
    await door.post(id, `Message number ${count}. ${"word ".repeat(count % 40)}`);
  await app.goto(`${hub.url}/#/s/${id}`);
  const { log, message } = discussionOf(app);
  await expect(message("Message number 80.")).toBeInViewport();
  await app.goto(`${hub.url}/#/s/${id}@30`);
  await expect(message("Message number 30.")).toBeInViewport();
  await log.hover();
  await app.mouse.wheel(0, -700);
  const firstInView = () =>
    log.evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const row = [...element.querySelectorAll<HTMLElement>("[data-seq]")].find(
        (it) => it.getBoundingClientRect().bottom > top,
      );
      return { seq: row?.dataset["seq"], at: Math.round((row?.getBoundingClientRect().top ?? 0) - top) };
    });
  await expect.poll(async () => Number((await firstInView()).seq)).toBeLessThan(27);
  // It has come to rest once two looks in a row see the same.
  let before = await firstInView();
  await expect
    .poll(async () => {
      const last = before;
      before = await firstInView();
      return JSON.stringify(last) === JSON.stringify(before);
    })
    .toBe(true);
  await app.reload();
  await expect(message(/^./).first()).toBeVisible();
  await expect.poll(firstInView).toEqual({ seq: before.seq, at: expect.closeTo(before.at, -1) });
});

test("the list is as far scrolled as it was, after the page was loaded again", async ({ app, door }) => {
  for (let count = 1; count <= 40; count++) await door.session(`Session ${String(count).padStart(2, "0")}`);
  const scroller = listOf(app).list.getByRole("list").locator("..");
  await expect(listOf(app).row("Session 40")).toBeVisible();
  await listOf(app).row("Session 40").hover();
  await app.mouse.wheel(0, 900);
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(900);
  await app.reload();
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(900);
});
