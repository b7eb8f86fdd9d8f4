import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

test("what agents post from joined machines appears in the page by itself", async ({ app, cli, joinMachine }) => {
  const buildBox = await joinMachine("build-box");
  const list = listOf(app);
  await expect(app.getByText(/no agent at work/)).toBeVisible();

  expect(await cli.run("session", "Refactor auth module", "--kind", "claude")).toMatchObject({ code: 0 });
  await expect(list.row("Refactor auth module")).toBeVisible();
  const posted = await cli.run("post", ":white_check_mark: 42/42 passing", "--level", "success");
  expect(posted, posted.stderr).toMatchObject({ code: 0 });
  await expect(list.row("Refactor auth module")).toContainText("✅ 42/42 passing");

  expect(await buildBox.run("session", "Choose the queue")).toMatchObject({ code: 0 });
  await buildBox.run("post", "Postgres or NATS?", "--state", "waiting");
  await expect(list.group("Needs you")).toContainText("1");
  await expect(list.row("Choose the queue")).toContainText("build-box");
  await expect(app).toHaveTitle(/1/);
});

test("a reply typed in the page ends a waiting agent's watch and is seen to be taken up", async ({ app, cli }) => {
  await cli.run("session", "Refactor auth module", "--agent", "SwiftHeron");
  await cli.run("post", "Which of the two helpers shall I keep?");
  await listOf(app).open("Refactor auth module");
  const discussion = discussionOf(app);
  await expect(app.getByText(/not listened yet|Not listening/i)).toBeVisible();

  const watch = cli.start("watch", "--timeout", "50");
  await expect(app.getByText("Listening now")).toBeVisible();
  await discussion.reply("Keep the one in jwt.ts");

  expect(await watch.ended).toMatchObject({ code: 0, stdout: "Keep the one in jwt.ts\n" });
  await expect(discussion.message("Keep the one in jwt.ts")).toContainText("taken up by SwiftHeron");
});

test("the stop word ends the agent's loop, after what stands before it", async ({ app, cli }) => {
  await cli.run("session", "Soak test");
  await listOf(app).open("Soak test");
  const watch = cli.start("watch", "--follow");
  await expect(app.getByText("Listening now")).toBeVisible();
  const discussion = discussionOf(app);
  await discussion.reply("go on for an hour");
  await expect(discussion.message("go on for an hour")).toContainText("taken up");
  await expect(app.getByText("Listening now")).toBeVisible();
  await discussion.reply("write the report /stop");

  const { code, stdout } = await watch.ended;
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { text: string; stop: boolean });
  expect(lines).toMatchObject([
    { text: "go on for an hour", stop: false },
    { text: "write the report", stop: true },
  ]);
  expect(code).toBe(10);
});

test("a queued reply can be withdrawn and then never reaches the agent", async ({ app, cli }) => {
  await cli.run("session", "Port the forms");
  await listOf(app).open("Port the forms");
  const discussion = discussionOf(app);
  await discussion.reply("use the old form library");
  await discussion
    .message("use the old form library")
    .getByRole("button", { name: /withdraw/i })
    .click();
  await expect(discussion.message("use the old form library")).toContainText(/withdrawn/i);
  await discussion.reply("use the new one");

  expect(await cli.run("watch", "--timeout", "20")).toMatchObject({ code: 0, stdout: "use the new one\n" });
});

test("a closed session leaves the list and the same title opens it again with all it had", async ({ app, cli }) => {
  const { stdout: id } = await cli.run("session", "Bump base images");
  await cli.run("post", "Done. The pull request is green.");
  const list = listOf(app);
  await expect(list.row("Bump base images")).toBeVisible();
  expect(await cli.run("close")).toMatchObject({ code: 0 });
  await expect(list.row("Bump base images")).toBeHidden();

  expect(await cli.run("session", "  bump   BASE images ")).toMatchObject({ code: 0, stdout: id });
  await list.open("Bump base images");
  await expect(discussionOf(app).message("Done. The pull request is green.")).toBeVisible();
});

test("search finds a message of any session and leads to it", async ({ app, door }) => {
  const flaky = await door.session("Triage flaky tests");
  for (let number = 1; number <= 60; number += 1) await door.post(flaky, `step ${number}`);
  await door.post(flaky, "Found a race in the fixture teardown");
  for (let number = 61; number <= 120; number += 1) await door.post(flaky, `step ${number}`);
  await door.session("Another one");

  await app.keyboard.press("Control+k");
  await app.keyboard.type("fixture teardown");
  await app.getByRole("option", { name: /race in the fixture teardown/ }).click();
  const discussion = discussionOf(app);
  await expect(discussion.title).toHaveText("Triage flaky tests");
  await expect(discussion.message("Found a race in the fixture teardown")).toBeInViewport();
});
