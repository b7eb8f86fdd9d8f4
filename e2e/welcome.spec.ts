import { looks, violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";
import { listOf } from "./pages/list.ts";

const welcome = { name: "Welcome to Muster" };

test("each first step ticks itself when it is done, and once through they never come again", async ({
  app,
  door,
  joinMachine,
}) => {
  await expect(app.getByRole("heading", welcome)).toBeVisible();
  const step = (title: string) => app.getByRole("button", { name: title });
  await expect(step("Join a machine")).toHaveAttribute("aria-expanded", "true");

  await joinMachine("build-box");
  await expect(step("Join a machine (done)")).toContainText("Joined: build-box");
  // The next one that is left opens by itself.
  await expect(step("Connect your agents")).toHaveAttribute("aria-expanded", "true");

  await door.act("c-1", "prompted", { session: { externalId: "c-1", title: "Clean the build folder" } });
  await expect(step("Connect your agents (done)")).toContainText("Connected: Claude Code");
  await expect(step("Try a notification")).toHaveAttribute("aria-expanded", "true");

  await app.getByRole("button", { name: "Show one" }).click();
  await expect(step("Try a notification (done)")).toBeVisible();
  await app.getByRole("button", { name: "Done", exact: true }).click();
  await expect(app.getByRole("heading", welcome)).toHaveCount(0);

  await app.reload();
  await expect(listOf(app).row("Clean the build folder")).toBeVisible();
  await expect(app.getByRole("heading", welcome)).toHaveCount(0);
});

test("the first steps can be skipped by the keyboard, and are there again in the settings", async ({ app, hub }) => {
  const skip = app.getByRole("button", { name: "Skip the rest" });
  await skip.focus();
  await app.keyboard.press("Enter");
  await expect(app.getByRole("heading", { name: "Waiting for the first agent" })).toBeVisible();
  await app.reload();
  await expect(app.getByRole("heading", { name: "Waiting for the first agent" })).toBeVisible();
  await expect(app.getByRole("heading", welcome)).toHaveCount(0);
  await app.goto(`${hub.url}/#/settings`);
  await app.getByRole("button", { name: "Show again" }).click();
  await expect(app.getByRole("heading", welcome)).toBeVisible();
});

test("first steps that were begun go on after a reload, also when a session came meanwhile", async ({ app, door }) => {
  await expect(app.getByRole("heading", welcome)).toBeVisible();
  await door.session("The first one");
  await expect(app.getByText("The first session is there.")).toBeVisible();
  await app.reload();
  await expect(app.getByRole("heading", welcome)).toBeVisible();
});

test("a browser that comes to a hub at work sees no first steps", async ({ page, hub, door }) => {
  await door.session("At work for long");
  await page.goto(hub.signIn);
  await expect(listOf(page).row("At work for long")).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "One session needs you" }).or(page.getByText("Nothing needs you")),
  ).toBeVisible();
  await expect(page.getByRole("heading", welcome)).toHaveCount(0);
});

for (const { theme, width, height } of looks) {
  test(`the first steps have no accessibility violation at ${width} px in the ${theme} theme`, async ({ app }) => {
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await app.setViewportSize({ width, height });
    for (const title of ["Join a machine", "Connect your agents", "Try a notification"]) {
      const step = app.getByRole("button", { name: title });
      if ((await step.getAttribute("aria-expanded")) === "false") await step.click();
      expect(await violations(app)).toEqual([]);
      expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
