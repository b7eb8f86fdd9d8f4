import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";
import { noticesOf, tellPages } from "./pages/notices.ts";

test("a question that comes while nobody looks is told inside the page, and leads to its message", async ({
  app,
  door,
  hub,
}) => {
  await tellPages(app, hub.url);
  const id = await door.session("Choose the queue");
  await app.goto(`${hub.url}/#/settings`);
  await door.ask(id, { text: "Postgres or NATS?", options: [{ label: "NATS" }], timeoutSeconds: 600 });
  const card = noticesOf(app).card("Choose the queue");
  await expect(card).toContainText("Postgres or NATS?");
  expect(await violations(app)).toEqual([]);
  await card.getByRole("button", { name: "Open" }).click();
  await expect(discussionOf(app).message("Postgres or NATS?")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("what was answered elsewhere is taken away", async ({ app, door, hub, context }) => {
  await tellPages(app, hub.url);
  const id = await door.session("Choose the queue");
  await app.goto(`${hub.url}/#/settings`);
  await door.ask(id, { text: "Postgres or NATS?", options: [{ label: "NATS" }], timeoutSeconds: 600 });
  await expect(noticesOf(app).card("Choose the queue")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${hub.url}/#/s/${id}`);
  await discussionOf(other).option("Postgres or NATS?", "NATS").click();
  await expect(noticesOf(app).card("Choose the queue")).toHaveCount(0);
});

test("what was shown once is not shown again after the page was loaded again", async ({ app, door, hub }) => {
  await tellPages(app, hub.url);
  const id = await door.session("Choose the queue");
  await app.goto(`${hub.url}/#/settings`);
  await door.ask(id, { text: "Postgres or NATS?", options: [{ label: "NATS" }], timeoutSeconds: 600 });
  await expect(noticesOf(app).card("Choose the queue")).toBeVisible();
  await app.reload();
  // Only a page that listens is told.
  await expect(app.getByRole("img", { name: "Connected" })).toBeVisible();
  // A later one is told, and so all that came before it would be there.
  const next = await door.session("Another");
  await door.ask(next, { text: "And this?", options: [{ label: "Yes" }], timeoutSeconds: 600 });
  await expect(noticesOf(app).card("Another")).toBeVisible();
  await expect(noticesOf(app).card("Choose the queue")).toHaveCount(0);
});

test("a page that is not before anybody has the browser show it, where that was allowed", async ({
  page,
  context,
  door,
  hub,
}) => {
  await context.grantPermissions(["notifications"]);
  await page.addInitScript(() => {
    document.hasFocus = () => false;
    const shown: string[] = [];
    Object.assign(window, { shown });
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        shown.push(`${title}: ${options?.body ?? ""} (${options?.tag === "" ? "no tag" : "tag"})`);
      }
    };
  });
  await page.goto(hub.signIn);
  await tellPages(page, hub.url);
  const id = await door.session("Choose the queue");
  await expect(listOf(page).row("Choose the queue")).toBeVisible();
  await door.ask(id, { text: "Postgres or NATS?", options: [{ label: "NATS" }], timeoutSeconds: 600 });
  const shown = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  await expect.poll(shown).toEqual([expect.stringMatching(/^Choose the queue: .+\nPostgres or NATS\? \(tag\)$/)]);
  await expect(noticesOf(page).cards).toHaveCount(0);
});

test("a session of which nothing is to be told notifies nobody, and the settings say why", async ({
  app,
  door,
  hub,
}) => {
  await tellPages(app, hub.url);
  const silent = await door.session("Be silent");
  await listOf(app).choose("Be silent", "Notify of nothing");
  await expect(app.getByRole("region", { name: "Notices" })).toContainText("“Be silent”: notify of nothing.");
  await app.goto(`${hub.url}/#/settings`);
  await door.ask(silent, { text: "Hear me?", options: [{ label: "No" }], timeoutSeconds: 600 });
  const heard = await door.session("Be heard");
  await door.ask(heard, { text: "Hear me?", options: [{ label: "Yes" }], timeoutSeconds: 600 });
  await expect(noticesOf(app).card("Be heard")).toBeVisible();
  await expect(noticesOf(app).card("Be silent")).toHaveCount(0);

  await app.getByRole("button", { name: "Read again" }).click();
  const why = noticesOf(app).decision("Be silent").first();
  await expect(why).toContainText("Not shown: it is not among what you want to be told");
  await app.getByRole("radio", { name: "Notified", exact: true }).check();
  await expect(noticesOf(app).decision("Be silent")).toHaveCount(0);
  await expect(noticesOf(app).decision("Be heard").first()).toContainText("Shown: it needs you");
  await noticesOf(app).decision("Be heard").first().getByRole("link").click();
  await expect(discussionOf(app).title).toHaveText("Be heard");
  await expect(app.getByRole("combobox", { name: "Notifications of this session" })).toHaveValue("default");
});
