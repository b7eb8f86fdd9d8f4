import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const calling = (text: string, tool = "Bash") => ({ activity: { text, tool } });

test("what an agent does shows in one line that is updated in place, not as messages", async ({ app, door }) => {
  await door.act("c-1", "prompted", { session: { externalId: "c-1", title: "Triage flaky tests" } });
  const { row } = listOf(app);
  await expect(row("Triage flaky tests")).toBeVisible();
  await door.act("c-1", "tool", calling("npm test"));
  await expect(row("Triage flaky tests")).toContainText("npm test");
  await listOf(app).open("Triage flaky tests");
  const discussion = discussionOf(app);
  await expect(discussion.doing).toContainText("npm test");
  await expect(discussion.doing).toContainText("1 tool call");

  await door.act("c-1", "tool-done");
  await door.act("c-1", "subagent-started");
  await door.act("c-1", "tool", { ...calling("src/teardown.ts", "Edit"), masked: 2 });
  await expect(discussion.doing).toContainText("src/teardown.ts");
  await expect(discussion.doing).not.toContainText("npm test");
  await expect(discussion.doing).toContainText("2 tool calls");
  await expect(discussion.doing).toContainText("1 subagent");
  await expect(discussion.doing).toContainText("2 secrets masked");
  await expect(discussion.log.getByRole("article")).toHaveCount(0);

  await door.act("c-1", "turn-ended", { post: { text: "Found a race in the teardown." } });
  await expect(discussion.message("Found a race")).toBeVisible();
  await expect(row("Triage flaky tests")).toContainText("Found a race");
});

test("an agent that waits or is blocked says why, and only the one that waits needs the person", async ({
  app,
  door,
}) => {
  await door.act("c-2", "prompted", { session: { externalId: "c-2", title: "Clean the build folder" } });
  await door.act("c-3", "prompted", { session: { externalId: "c-3", title: "Migrate the ledger" } });
  await door.act("c-2", "waiting", { stateNote: "Wants to run rm -rf ./build" });
  await door.act("c-3", "blocked", { stateNote: "Rate limit until 15:20" });
  const { row, group } = listOf(app);
  await expect(group("Needs you")).toContainText("1");
  await expect(row("Clean the build folder")).toContainText("Wants to run rm -rf ./build");
  await expect(row("Migrate the ledger")).toContainText("Rate limit until 15:20");
  await listOf(app).open("Clean the build folder");
  await expect(discussionOf(app).doing).toContainText("Waits for you: Wants to run rm -rf ./build");

  await door.act("c-2", "tool", calling("rm -rf ./build"));
  await expect(group("Needs you")).toBeHidden();
  await expect(discussionOf(app).doing).not.toContainText("Waits for you");
});

test("a reply goes in by the agent's hook and shows each step of its way", async ({ app, door }) => {
  await door.act("c-4", "prompted", { session: { externalId: "c-4", title: "Port the forms" } });
  await door.act("c-4", "tool", calling("npm run build"));
  await listOf(app).open("Port the forms");
  const discussion = discussionOf(app);
  await expect(app.getByText("Will be seen at its next tool call (hook)")).toBeVisible();
  await discussion.reply("use the new form library");
  const reply = discussion.message("use the new form library");
  await expect(reply).toContainText("waits for");

  const { items } = await door.act("c-4", "tool-done", { take: true });
  expect(items).toMatchObject([{ text: "use the new form library" }]);
  await expect(reply).toContainText("handed over by its hook");
  await door.act("c-4", "tool", calling("npm i forms"));
  await expect(reply).toContainText("taken up");

  const receipt = reply.getByRole("button", { name: /taken up/ });
  await receipt.focus();
  await expect(app.getByRole("tooltip")).toContainText(/written.*handed over by its hook.*taken up/s);
  await receipt.click();
  await expect(reply).toContainText(/\d\d:\d\d:\d\d.*handed over by its hook/);
});

test("an agent that is told to wait does so at its turn's end, and gets the reply at once", async ({ app, door }) => {
  const { session } = await door.act("c-5", "prompted", { session: { externalId: "c-5", title: "Soak test" } });
  await listOf(app).open("Soak test");
  const { waitForMe, reply, message } = discussionOf(app);
  await expect(waitForMe).not.toBeChecked();
  await waitForMe.click();
  await expect(waitForMe).toBeChecked();

  const { waitSeconds } = await door.act("c-5", "turn-ended", { take: true });
  expect(waitSeconds).toBeGreaterThan(0);
  const waiting = door.call<{ items: { text: string }[] }>(
    "GET",
    `/v1/sessions/${session?.id}/replies?wait=30&carrier=hook`,
  );
  await expect(app.getByText("Listening now: a reply reaches it at once (hook)")).toBeVisible();
  await reply("go on for an hour");
  expect(await waiting).toMatchObject({ items: [{ text: "go on for an hour" }] });
  await expect(message("go on for an hour")).toContainText("handed over by its hook");

  await waitForMe.click();
  await expect(waitForMe).not.toBeChecked();
  expect(await door.act("c-5", "turn-ended", { take: true })).toMatchObject({ waitSeconds: 0 });
});

test("slash words reach the agent as what they mean, and an unknown one is sent with a hint", async ({ app, door }) => {
  await door.act("c-6", "prompted", { session: { externalId: "c-6", title: "Deploy canary" } });
  await door.act("c-6", "tool", calling("ls"));
  await listOf(app).open("Deploy canary");
  const { box, message } = discussionOf(app);
  await box.fill("/int");
  await app.getByRole("option", { name: /^\/interrupt/ }).click();
  await expect(box).toHaveValue("/interrupt ");
  await box.pressSequentially("wrong cluster");
  await box.press("Enter");
  await expect(message("wrong cluster")).toBeVisible();
  const { interrupt } = await door.act("c-6", "tool", { ...calling("deploy"), take: true });
  expect(interrupt).toMatchObject({ text: "wrong cluster" });

  await box.fill("/compact");
  await box.press("Enter");
  await expect(message("/compact")).toBeVisible();
  await expect(app.getByRole("status").filter({ hasText: "/compact" }).first()).toBeAttached();
  const { items } = await door.act("c-6", "tool-done", { take: true });
  expect(items).toMatchObject([{ text: "/compact" }]);
});

test("a machine's page says what it tells, warns before terminals, and shows what its check found", async ({
  app,
  door,
  hub,
}) => {
  await door.call("PATCH", "/v1/me", {
    doctor: {
      version: "0.1.0",
      findings: [
        { agent: null, check: "hub", status: "good", text: "The hub answers.", fix: null },
        {
          agent: "claude",
          check: "hooks",
          status: "bad",
          text: "The hooks are missing.",
          fix: "muster install claude",
        },
      ],
    },
  });
  await app.goto(`${hub.url}/#/settings`);
  await expect(app.getByText("1 problem")).toBeVisible();
  await app.getByRole("button", { name: /^Details of/ }).click();
  await expect(app.getByText("The hooks are missing.")).toBeVisible();
  await expect(app.getByText("muster install claude")).toBeVisible();
  await expect(app.getByText("The hub answers.")).toBeHidden();
  await app.getByRole("button", { name: "Show the 1 that is good" }).click();
  await expect(app.getByText("The hub answers.")).toBeVisible();

  await app.getByText("States only").click();
  await expect(app.getByRole("radio", { name: "States only" })).toBeChecked();
  expect(await door.act("c-7", "tool", calling("secret work"))).toMatchObject({ report: "states" });
  const terminals = app.getByRole("switch", { name: /terminals/ });
  await terminals.click();
  await app.getByRole("dialog").getByRole("button", { name: "Allow it" }).click();
  await expect(terminals).toBeChecked();
  await terminals.click();
  await expect(terminals).not.toBeChecked();
});

test("nothing that an agent puts into its activity, its notes or its questions runs, hides or bursts the page", async ({
  app,
  door,
}) => {
  const errors: string[] = [];
  app.on("pageerror", (error) => errors.push(error.message));
  const evil = `<img src=x onerror="globalThis.agentRan=1"> [x](javascript:globalThis.agentRan=2) \u202Egpj.exe`;
  const long = "w".repeat(200);
  await door.act("c-8", "prompted", { session: { externalId: "c-8", title: "Hostile" } });
  await door.act("c-8", "tool", { activity: { text: `${evil} ${long}`.slice(0, 300), tool: "<b>Bash</b>" } });
  const { session } = await door.act("c-8", "waiting", { stateNote: `${evil} ${long}`.slice(0, 500) });
  await door.ask(session?.id ?? "", {
    text: `${evil} ${long}`,
    options: [{ label: evil, detail: `${evil} ${long}` }, { label: long }],
  });
  for (const width of [1440, 390]) {
    await app.setViewportSize({ width, height: 844 });
    await app.goto(`${new URL(app.url()).origin}/#/`);
    await listOf(app).open("Hostile");
    const { doing, message } = discussionOf(app);
    await expect(doing).toContainText("<img src=x");
    await expect(message("asks").getByRole("button", { name: /<img src=x/ })).toBeVisible();
    // A sign that turns text around is shown as what it is.
    await expect(doing.getByRole("img", { name: /right-to-left/i }).first()).toBeVisible();
    expect(await app.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await expect(app.locator("main img[src]")).toHaveCount(0);
  }
  expect(await app.evaluate(() => "agentRan" in globalThis)).toBe(false);
  expect(errors).toEqual([]);
});
