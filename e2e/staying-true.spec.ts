import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

test("a page that was offline catches up with exactly what the hub has", async ({ app, context, door }) => {
  const id = await door.session("Long soak");
  await door.post(id, "first");
  const gone = await door.session("Deleted meanwhile");
  await listOf(app).open("Long soak");
  await expect(discussionOf(app).message("first")).toBeVisible();

  await context.setOffline(true);
  for (let number = 1; number <= 30; number += 1) await door.post(id, `while away ${number}`);
  await door.call("POST", `/v1/sessions/${gone}/close`, {});
  await door.session("New meanwhile");
  await context.setOffline(false);

  await expect(listOf(app).row("New meanwhile")).toBeVisible();
  await expect(listOf(app).row("Deleted meanwhile")).toBeHidden();
  await expect(listOf(app).row("Long soak")).toContainText("while away 30");
  await discussionOf(app).log.press("End");
  await expect(discussionOf(app).message(/^.*while away 30\b/)).toBeVisible();
});

test("two browsers stay in step", async ({ app, browser, door, hub }) => {
  const id = await door.session("Pair");
  const cookies = await app.context().cookies();
  const second = await browser.newContext();
  await second.addCookies(cookies);
  const other = await second.newPage();
  await other.goto(`${hub.url}/#/s/${id}`);
  await listOf(app).open("Pair");

  await discussionOf(app).reply("said in the first");
  await expect(discussionOf(other).message("said in the first")).toBeVisible();
  await discussionOf(other).reply("said in the second");
  await expect(discussionOf(app).message("said in the second")).toBeVisible();
  await listOf(other).choose("Pair", "Pin");
  await expect(
    listOf(app)
      .row("Pair")
      .getByLabel(/pinned/i)
      .or(
        listOf(app)
          .row("Pair")
          .getByTitle(/pinned/i),
      ),
  ).toBeVisible();
  await second.close();
});

test("a hub that is killed and started again loses nothing, and page and watch come back by themselves", async ({
  app,
  cli,
  door,
  hub,
  restartHub,
}) => {
  await cli.run("session", "Through a restart");
  await cli.run("post", "before the restart");
  await listOf(app).open("Through a restart");
  const discussion = discussionOf(app);
  await expect(discussion.message("before the restart")).toBeVisible();
  const watch = cli.start("watch", "--timeout", "50");
  await expect(app.getByText("Listening now")).toBeVisible();

  await hub.kill();
  const kept = await cli.run("post", "said while the hub was away");
  expect(kept).toMatchObject({ code: 0 });
  expect(kept.stderr).toMatch(/kept|outbox/i);
  const again = await restartHub();

  await expect(app.getByRole("img", { name: "Connected" })).toBeVisible();
  await expect(app.getByText("Listening now")).toBeVisible({ timeout: 40_000 });
  await discussion.reply("still there?");
  expect(await watch.ended).toMatchObject({ code: 0, stdout: "still there?\n" });
  await cli.run("post", "after the restart");
  await expect(discussion.message("before the restart")).toBeVisible();
  await expect(discussion.message("said while the hub was away")).toBeVisible();
  await expect(discussion.message("after the restart")).toBeVisible();
  await expect(discussion.message("still there?")).toContainText("taken up");
  const { items } = await door.call<{ items: { text: string }[] }>(
    "GET",
    `/v1/sessions/${new URL(app.url()).hash.split("/").at(-1)}/messages`,
  );
  expect(items.map((item) => item.text)).toEqual([
    "before the restart",
    "said while the hub was away",
    "still there?",
    "after the restart",
  ]);
  expect(await again.stop()).toBe(0);
});

test("a headless hub says one line of JSON, nothing more, and ends with code 0", async ({ hub }) => {
  expect(hub).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/), pid: expect.any(Number) });
  expect(hub.join.code).toMatch(/^[A-Z0-9]{8}$/);
  expect(hub.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(await hub.stop()).toBe(0);
  expect(hub.moreOutput()).toBe("");
});

test("a sign-in link works once, and the page says so the second time", async ({ app, browser, hub }) => {
  await expect(app.getByText("Waiting for the first agent")).toBeVisible();
  const other = await browser.newContext();
  const page = await other.newPage();
  await page.goto(hub.signIn);
  await expect(page.getByRole("heading", { name: "This sign-in link is used up" })).toBeVisible();
  await expect(page.getByText("npm start -- --sign-in")).toBeVisible();
  await other.close();
});
