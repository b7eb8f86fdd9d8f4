import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Door } from "./fixtures/door.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const fill = async (door: Door) => {
  const id = await door.session("Refactor auth module", {
    agent: { kind: "claude" },
    folder: "/src/api",
    branch: "main",
  });
  await door.post(id, ":hourglass: Running **tests** before I touch `session.ts`, see https://example.org/a");
  await door.post(id, { text: "| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open", level: "success" });
  await door.post(id, { text: "```ts\nconst answer: number = 42; // why\n```", level: "warning" });
  await door.post(id, { text: "Disk is full", level: "urgent", state: "waiting", progress: 0.4 });
  await door.call("PATCH", `/v1/sessions/${id}`, {
    plan: [
      { text: "Map callers", done: true },
      { text: "Open the PR", done: false },
    ],
    usage: { inputTokens: 1000, outputTokens: 20, costUsd: 0.5 },
  });
  for (const state of ["failed", "done", "blocked", "idle"]) {
    const other = await door.session(`A session that is ${state}`);
    await door.post(other, { text: "what happened", state });
  }
};

const violations = async (page: Page) => {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
};

for (const theme of ["dark", "light"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test(`no screen has an accessibility violation in the ${theme} theme at ${width} px`, async ({
      app,
      door,
      hub,
    }) => {
      await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await app.setViewportSize({ width, height });
      await expect(
        app.getByText("Waiting for the first agent").or(app.getByText("No sessions yet")).first(),
      ).toBeVisible();
      expect(await violations(app)).toEqual([]);

      await fill(door);
      await expect(listOf(app).row("Refactor auth module")).toBeVisible();
      expect(await violations(app)).toEqual([]);

      await listOf(app).open("Refactor auth module");
      await expect(discussionOf(app).message("Disk is full")).toBeVisible();
      await discussionOf(app).reply("stay calm");
      await expect(discussionOf(app).message("stay calm")).toBeVisible();
      expect(await violations(app)).toEqual([]);

      await app.keyboard.press("Control+k");
      await expect(app.getByRole("dialog")).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await app.keyboard.press("Escape");

      await app.goto(`${hub.url}/#/settings`);
      await expect(app.getByRole("heading", { name: "Machines" })).toBeVisible();
      expect(await violations(app)).toEqual([]);
    });
  }
}
