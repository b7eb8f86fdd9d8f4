import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

/** Rows of the log in view that show a message, and those that still wait for one. */
const inView = (page: Page) =>
  page.getByRole("feed").evaluate((feed) => {
    const box = feed.getBoundingClientRect();
    const rows = Array.from(feed.querySelectorAll<HTMLElement>("[data-seq]")).filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
    return {
      seqs: rows.map((row) => Number(row.dataset.seq)),
      waiting: rows.filter((row) => row.getAttribute("aria-busy") === "true").length,
    };
  });

test("a long discussion opens at its end, scrolls both ways and keeps few rows in the page", async ({ app, door }) => {
  const total = 3_000;
  const id = await door.session("A long one");
  const post = (n: number) => door.post(id, `message number ${n}\n\n${"more words ".repeat(n % 40)}`);
  // Fifty at once; which of them comes first is all the same, but the newest is the last.
  for (let from = 1; from < total; from += 50)
    await Promise.all(Array.from({ length: Math.min(50, total - from) }, (_, n) => post(from + n)));
  await post(total);
  await listOf(app).open("A long one");
  const { log, message } = discussionOf(app);
  // Nothing was read yet: it opens where the unread ones begin; the way to the newest is one key.
  await log.press("End");
  await expect(message(`message number ${total}`)).toBeInViewport();
  expect(await log.locator("[data-seq]").count()).toBeLessThan(80);

  await log.hover();
  for (let step = 0; step < 25; step += 1) await app.mouse.wheel(0, -1_500);
  await expect.poll(async () => (await inView(app)).waiting).toBe(0);
  const up = await inView(app);
  expect(Math.max(...up.seqs)).toBeLessThan(total);
  expect(up.seqs).toEqual(up.seqs.toSorted((a, b) => a - b));

  await log.press("Home");
  await expect(log.locator('[data-seq="1"]')).toBeInViewport();
  await door.post(id, "one more");
  await app.getByRole("button", { name: /new|latest/i }).click();
  await expect(message("one more")).toBeInViewport();
});

test("a list of thousands of sessions stays small in the page and finds one by its name", async ({ app, door }) => {
  const total = 1_500;
  for (let from = 0; from < total; from += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, n) => door.session(`Task ${from + n} of many`)));
  }
  const { list, row } = listOf(app);
  await expect(list.getByRole("heading", { name: /Working/ })).toContainText(/1.?500/);
  expect(await list.getByRole("link").count()).toBeLessThan(60);
  await list.getByRole("textbox").fill("1234");
  await expect(row("Task 1234 of many")).toBeVisible();
  await expect(list.getByRole("heading", { name: /Working/ })).toContainText("1");
});
