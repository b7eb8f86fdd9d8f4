import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { AuditEntry } from "#contract/audit.ts";
import { looks, violations } from "./fixtures/axe.ts";
import { invite } from "./fixtures/guest.ts";
import { expect, test } from "./fixtures/test.ts";

const ledgerOf = (page: Page) => {
  const filters = page.getByRole("search", { name: "Filter the ledger" });
  return {
    filters,
    entry: (text: string | RegExp) => page.getByRole("main").getByRole("listitem").filter({ hasText: text }),
    entries: page.getByRole("main").getByRole("listitem"),
    open: async (url: string) => {
      await page.goto(`${url}/#/ledger`);
      await expect(page.getByRole("heading", { name: "Ledger", level: 1 })).toBeVisible();
    },
  };
};

const settings = (page: Page, url: string, data: object) =>
  page.request.patch(`${url}/v1/people/settings`, { headers: { origin: url }, data });

test("what happens is written down, filtered, unfolded, and on top as it happens", async ({ app, door, hub }) => {
  const { open, entry, filters, entries } = ledgerOf(app);
  await door.session("Refactor");
  await invite(app.request, hub, { name: "Bo", role: "viewer" });
  await open(hub.url);
  await expect(entry("signed in")).toHaveCount(1);
  await expect(entry(/invited.*Bo/)).toBeVisible();

  await settings(app, hub.url, { approvalTimeoutSeconds: 60 });
  await expect(entry("changed the settings")).toBeVisible();
  await entry("changed the settings").getByRole("button").click();
  await expect(entry("changed the settings")).toContainText("60");
  await expect(entry("changed the settings")).toContainText("Hash");

  await filters.getByLabel("What").selectOption("People and devices");
  await expect(entry("changed the settings")).toHaveCount(0);
  await expect(entry(/invited.*Bo/)).toBeVisible();
  await filters.getByLabel("What").selectOption("· Person invited");
  await expect(entries).toHaveCount(1);
  await filters.getByLabel("To").fill("2020-01-01");
  await expect(app.getByText("Nothing fits")).toBeVisible();
  await filters.getByRole("button", { name: "Show everything" }).click();
  await expect(entry("changed the settings")).toBeVisible();
});

test("an approval in the ledger leads to its place in the discussion", async ({ app, door, hub }) => {
  const { open, entry } = ledgerOf(app);
  const id = await door.session("Refactor", { agent: { kind: "claude" } });
  await door.call("POST", `/v1/sessions/${id}/approvals`, { tool: "Bash", input: { command: "rm -rf build" } });
  await open(hub.url);
  await entry("asked to use").getByRole("button").click();
  await entry("asked to use").getByRole("button", { name: "Bash", exact: true }).click();
  await expect(app.getByRole("heading", { name: "Refactor", level: 1 })).toBeVisible();
  await expect(app.getByRole("feed").getByText("rm -rf build").first()).toBeVisible();
});

test("the chain is checked, and what is exported is what was asked for", async ({ app, hub }) => {
  const { open, filters, entry } = ledgerOf(app);
  await open(hub.url);
  await app.getByRole("button", { name: "Check" }).click();
  const check = app.getByRole("region", { name: "Check of the ledger" });
  await expect(check).toContainText("Nothing was changed or taken out.");
  const head = (await check.locator("code").textContent()) ?? "";
  expect(head).toMatch(/^[0-9a-f]{64}$/);

  await settings(app, hub.url, { hubName: "Other" });
  await check.getByLabel("A hash that you kept earlier").fill(head);
  await check.getByRole("button", { name: "Look for it" }).click();
  await expect(check).toContainText("That hash is still in the ledger");
  await check.getByLabel("A hash that you kept earlier").fill("f".repeat(64));
  await check.getByRole("button", { name: "Look for it" }).click();
  await expect(check).toContainText("That hash is not in the ledger");
  await expect(entry("changed the settings")).toBeVisible();
  await filters.getByLabel("What").selectOption("· Settings changed");
  await expect(entry("signed in")).toHaveCount(0);
  const [download] = await Promise.all([
    app.waitForEvent("download"),
    app.getByRole("link", { name: "Export" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as AuditEntry).type)).toEqual(["settings-changed"]);
});

test("older entries follow as one scrolls, each once", async ({ app, hub }) => {
  test.slow();
  const { open, entries, filters } = ledgerOf(app);
  for (let n = 0; n < 230; n += 1) await settings(app, hub.url, { quietAfterMinutes: 5 + (n % 2) });
  await open(hub.url);
  await expect(entries).toHaveCount(100);
  await expect
    .poll(async () => {
      await app.getByRole("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
      return entries.count();
    })
    .toBeGreaterThan(230);
  await filters.getByLabel("What").selectOption("· Settings changed");
  await expect
    .poll(async () => {
      await app.getByRole("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
      return entries.count();
    })
    .toBe(230);
});

test("a hub that is away is said, with the way to try again", async ({ app, hub }) => {
  const { open, entry } = ledgerOf(app);
  await app.route(/\/v1\/people\/audit/, (route) => route.abort());
  await open(hub.url);
  await expect(app.getByRole("alert")).toContainText("The ledger can’t be read right now");
  await app.unroute(/\/v1\/people\/audit/);
  await app.getByRole("button", { name: "Try again" }).click();
  await expect(entry("signed in")).toBeVisible();
});

for (const { theme, width, height } of looks)
  test(`the ledger has no accessibility violation, ${theme} at ${width} px`, async ({ app, door, hub }) => {
    const { open, entry } = ledgerOf(app);
    await app.setViewportSize({ width, height });
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await fetch(`${hub.url}/v1/me`, { headers: { authorization: "Bearer mk_wrong" } });
    const id = await door.session("A discussion with a long name ".repeat(4));
    await door.call("POST", `/v1/sessions/${id}/approvals`, {
      tool: "mcp__server__tool_with_a_long_name",
      input: {},
    });
    await settings(app, hub.url, { approvalTimeoutSeconds: 60 });
    await open(hub.url);
    await entry("changed the settings").getByRole("button").click();
    await app.getByRole("button", { name: "Check" }).click();
    await expect(app.getByRole("region", { name: "Check of the ledger" })).toBeVisible();
    expect(await violations(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
