import { violations } from "./fixtures/axe.ts";
import type { Door } from "./fixtures/door.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const findings = [
  { agent: null, check: "hub", status: "good", text: "The hub answers.", fix: null },
  { agent: "claude", check: "hooks", status: "bad", text: "The hooks are missing.", fix: "muster install claude" },
  { agent: "codex", check: "trust", status: "warning", text: "The hooks are not trusted.", fix: "codex" },
  { agent: "codex", check: "skill", status: "unknown", text: "Not seen yet.", fix: null },
];

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
  await door.act("c-1", "prompted", { session: { externalId: "c-1", title: "Clean the build folder" } });
  await door.act("c-1", "tool", { activity: { text: "rm -rf ./build", tool: "Bash" }, masked: 1 });
  await door.act("c-1", "waiting", { stateNote: "Wants to run rm -rf ./build" });
  const asked = await door.session("Choose the queue");
  const gone = await door.ask(asked, { text: "Taken back?", options: [{ label: "Yes" }] });
  await door.call("DELETE", `/v1/questions/${gone.id}`);
  const options = [{ label: "Postgres" }, { label: "NATS", detail: "There already" }];
  await door.ask(asked, { text: "Which **queue**?", options, free: true, timeoutSeconds: 600 });
  await door.call("PATCH", "/v1/me", { doctor: { version: "0.1.0", findings } });
  for (const state of ["failed", "done", "blocked", "idle"]) {
    const other = await door.session(`A session that is ${state}`);
    await door.post(other, { text: "what happened", state });
  }
};

// Each theme and each end of the widths once.
for (const [theme, width, height] of [
  ["dark", 1440, 900],
  ["light", 390, 844],
] as const) {
  test(`no screen has an accessibility violation in the ${theme} theme at ${width} px`, async ({ app, door, hub }) => {
    // Each of its many screens is looked at in full.
    test.slow();
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

    await discussionOf(app)
      .message("stay calm")
      .getByRole("button", { name: /waits for/ })
      .click();
    await discussionOf(app).box.fill("/");
    await expect(app.getByRole("option", { name: /interrupt/ })).toBeVisible();
    expect(await violations(app)).toEqual([]);
    await discussionOf(app).box.fill("");

    for (const title of ["Choose the queue", "Clean the build folder"]) {
      await app.goto(`${hub.url}/#/`);
      await listOf(app).open(title);
      await expect(discussionOf(app).title).toHaveText(title);
      await expect(discussionOf(app).log.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(await violations(app)).toEqual([]);
    }

    await app.keyboard.press("Control+k");
    await expect(app.getByRole("dialog")).toBeVisible();
    expect(await violations(app)).toEqual([]);
    await app.keyboard.press("Escape");

    await app.goto(`${hub.url}/#/settings`);
    await expect(app.getByRole("heading", { name: "Machines" })).toBeVisible();
    await app.getByRole("button", { name: /^Details of/ }).click();
    await app.getByRole("button", { name: /that is good/ }).click();
    expect(await violations(app)).toEqual([]);
    await app.getByRole("button", { name: "Join a machine" }).click();
    await app.getByText("On a machine without Node").click();
    expect(await violations(app)).toEqual([]);
  });
}
