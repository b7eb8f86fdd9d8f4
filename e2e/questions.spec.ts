import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

test("a question of the command line is answered by a click and prints the answer", async ({ app, cli }) => {
  await cli.run("session", "Choose the queue", "--agent", "SwiftHeron");
  const asking = cli.start(
    "ask",
    "Postgres or **NATS**?",
    "--option",
    "Postgres",
    "--option",
    "NATS",
    "--timeout",
    "50",
  );
  const list = listOf(app);
  await expect(list.group("Needs you")).toContainText("1");
  await expect(list.row("Choose the queue")).toContainText("Asks: Postgres or NATS?");
  await expect(app).toHaveTitle(/1/);
  await list.open("Choose the queue");
  const { message, option } = discussionOf(app);
  await expect(message("SwiftHeron asks")).toContainText(/\d:\d\d left/);
  await option("Postgres or", "NATS").click();

  expect(await asking.ended).toMatchObject({ code: 0, stdout: "NATS\n" });
  await expect(message("Postgres or")).toContainText("You answered: NATS");
  await expect(message("Postgres or").getByRole("group", { name: "Answers" })).toBeHidden();
  await expect(list.group("Needs you")).toBeHidden();
});

test("an answer in one's own words reaches the agent as it was typed", async ({ app, cli }) => {
  await cli.run("session", "Name the module");
  const asking = cli.start("ask", "What is it to be called?", "--timeout", "50");
  await listOf(app).open("Name the module");
  const field = app.getByRole("textbox", { name: "Your answer" });
  await field.fill("token-store");
  // What is typed is kept while the person looks elsewhere.
  await app.reload();
  await expect(field).toHaveValue("token-store");
  await field.press("Enter");
  expect(await asking.ended).toMatchObject({ code: 0, stdout: "token-store\n" });
  await expect(discussionOf(app).message("What is it")).toContainText("You answered: token-store");
});

test("the first answer wins, and who came second sees it", async ({ app, browser, door, hub }) => {
  const id = await door.session("Two at once");
  const { id: questionId } = await door.ask(id, { text: "Keep it?", options: [{ label: "Keep" }, { label: "Drop" }] });
  const second = await browser.newContext();
  await second.addCookies(await app.context().cookies());
  const other = await second.newPage();
  // It hears nothing of what the first one does.
  await other.routeWebSocket(/\/stream/, () => {});
  await other.goto(`${hub.url}/#/s/${id}`);
  await expect(discussionOf(other).option("Keep it?", "Drop")).toBeVisible();
  await listOf(app).open("Two at once");
  await discussionOf(app).option("Keep it?", "Keep").click();
  await expect(discussionOf(app).message("Keep it?")).toContainText("You answered: Keep");

  await discussionOf(other).option("Keep it?", "Drop").click();
  await expect(discussionOf(other).message("Keep it?")).toContainText("answered: Keep");
  await expect(discussionOf(other).message("Keep it?")).toContainText("Yours came later and does not count");
  const { question } = await door.call<{ question: { answer: { optionId: string }; options: { id: string }[] } }>(
    "GET",
    `/v1/questions/${questionId}`,
  );
  expect(question.answer.optionId).toBe(question.options[0]?.id);
  await second.close();
});

test("questions that ran out or were taken back say so and ask no more", async ({ app, cli, door }) => {
  const id = await door.session("Short-lived");
  const gone = await door.ask(id, { text: "Taken back?", options: [{ label: "Yes" }] });
  await door.ask(id, { text: "Ran out?", options: [{ label: "Yes" }], timeoutSeconds: 2 });
  await listOf(app).open("Short-lived");
  const { message } = discussionOf(app);
  await expect(message("Ran out?").getByRole("button", { name: "Yes" })).toBeVisible();
  await door.call("DELETE", `/v1/questions/${gone.id}`);
  await expect(message("Taken back?")).toContainText("took it back");
  await expect(message("Ran out?")).toContainText("No answer came in time");
  await expect(listOf(app).group("Needs you")).toBeHidden();
  expect(await cli.run("ask", id, "Nobody there?", "--option", "Yes", "--timeout", "1")).toMatchObject({ code: 6 });
});

test("several open questions are gone through and answered by the keyboard alone", async ({ app, door }) => {
  const id = await door.session("Many questions");
  for (const text of ["First?", "Second?", "Third?"])
    await door.ask(id, { text, options: [{ label: "Left" }, { label: "Right", detail: "the other one" }] });
  await listOf(app).open("Many questions");
  const { message } = discussionOf(app);
  await expect(message("Third?")).toBeVisible();

  await app.keyboard.press("Control+k");
  await app.keyboard.type("next open question");
  await app.keyboard.press("Enter");
  await expect(message("First?").getByRole("button", { name: "Left" })).toBeFocused();
  await app.keyboard.press("n");
  await app.keyboard.press("2");
  await expect(message("Second?").getByRole("button", { name: "Right" })).toBeFocused();
  await app.keyboard.press("Enter");
  await expect(message("Second?")).toContainText("You answered: Right");
  await expect(message("Second?")).toBeFocused();
  // From where the last one was answered to the next, and round the end to the first.
  await app.keyboard.press("n");
  await app.keyboard.press("1");
  await app.keyboard.press("Enter");
  await expect(message("Third?")).toContainText("You answered: Left");
  await app.keyboard.press("n");
  await app.keyboard.press("1");
  await app.keyboard.press("Enter");
  await expect(message("First?")).toContainText("You answered: Left");
  await expect(listOf(app).group("Needs you")).toBeHidden();
});

test("an open question that is scrolled away stays at the box to type in, and leads back", async ({ app, door }) => {
  const id = await door.session("Long since asked");
  await door.ask(id, { text: "Which **base**?", options: [{ label: "main" }, { label: "next" }] });
  for (let n = 1; n <= 260; n += 1) await door.post(id, `step ${n}`);
  await listOf(app).open("Long since asked");
  const { log, pinned, option, message } = discussionOf(app);
  await log.press("End");
  await expect(pinned).toContainText("Which base?");
  await pinned.getByRole("button", { name: "Answer" }).click();
  await expect(option("Which base?", "main")).toBeFocused();
  await expect(option("Which base?", "main")).toBeInViewport();
  await expect(pinned).toBeHidden();

  await log.press("End");
  await expect(message("step 260")).toBeInViewport();
  await pinned.getByRole("button", { name: "next" }).click();
  await expect(pinned).toBeHidden();
  await app.keyboard.press("Escape");
  await log.press("Home");
  await expect(message("Which base?")).toContainText("You answered: next");
});

test("an answer that did not get through is kept and can be given again", async ({ app, door }) => {
  const id = await door.session("Bad network");
  await door.ask(id, { text: "Really?", options: [{ label: "Yes" }], free: true });
  await listOf(app).open("Bad network");
  const { message, option } = discussionOf(app);
  await app.route("**/answer", (route) => route.abort());
  await app.getByRole("textbox", { name: /own words/ }).fill("not yet");
  await app.getByRole("textbox", { name: /own words/ }).press("Enter");
  await expect(message("Really?").getByRole("alert")).toContainText("Not answered");
  await expect(app.getByRole("textbox", { name: /own words/ })).toHaveValue("not yet");
  await app.unroute("**/answer");
  await option("Really?", "Yes").click();
  await expect(message("Really?")).toContainText("You answered: Yes");
});

test("a question outlives its hub: after a restart it is answered, and the command that waits prints it", async ({
  app,
  cli,
  hub,
  restartHub,
}) => {
  await cli.run("session", "Through a restart");
  const asking = cli.start("ask", "Still there?", "--option", "Yes", "--option", "No", "--timeout", "120");
  await listOf(app).open("Through a restart");
  const { message, option } = discussionOf(app);
  await expect(option("Still there?", "Yes")).toBeVisible();
  await hub.kill();
  await option("Still there?", "Yes").click();
  await expect(message("Still there?").getByRole("alert")).toContainText("Not answered");
  await restartHub();
  await expect(app.getByRole("img", { name: "Connected" })).toBeVisible();
  await option("Still there?", "No").click();
  await expect(message("Still there?")).toContainText("You answered: No");
  expect(await asking.ended).toMatchObject({ code: 0, stdout: "No\n" });
});

test("twenty answers with long words fit a phone", async ({ app, door }) => {
  await app.setViewportSize({ width: 390, height: 844 });
  const id = await door.session("Too many");
  const word = "averylongwordwithoutanyspace".repeat(6);
  await door.ask(id, {
    text: `Which one? ${word}`,
    options: Array.from({ length: 20 }, (_, n) => ({ label: `${n + 1} ${n % 3 ? "short" : word}`, detail: word })),
    free: true,
  });
  await listOf(app).open("Too many");
  const { log, option } = discussionOf(app);
  await expect(option("Which one?", "20 short")).toBeVisible();
  const tooWide = await log.evaluate((feed) =>
    [feed, ...feed.querySelectorAll("button, [data-question]")].filter((box) => box.scrollWidth > box.clientWidth + 2),
  );
  expect(tooWide).toHaveLength(0);
  const { height } = (await option("Which one?", "20 short").boundingBox()) ?? { height: 0 };
  expect(height).toBeGreaterThanOrEqual(32);
  await option("Which one?", "20 short").click();
  await expect(discussionOf(app).message("Which one?")).toContainText("You answered: 20 short");
});
