import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import type { Door } from "./fixtures/door.ts";
import { guestOf } from "./fixtures/guest.ts";
import { expect, test } from "./fixtures/test.ts";
import { approvalsOf } from "./pages/approvals.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const opened = async (door: Door, sessionId: string, request: Partial<ApprovalRequest> = {}): Promise<Approval> => {
  const body = { tool: "Bash", input: { command: "npm test" }, timeoutSeconds: 600, ...request };
  const { approval } = await door.call<{ approval: Approval }>("POST", `/v1/sessions/${sessionId}/approvals`, body);
  return approval;
};

const command = (text: string): Partial<ApprovalRequest> => ({ tool: "Bash", input: { command: text } });

/** What the agent's side gets, as soon as it is decided. */
const decided = async (door: Door, { id }: Approval): Promise<Approval> =>
  (await door.call<{ approval: Approval }>("GET", `/v1/approvals/${id}?wait=30`)).approval;

const claude = { agent: { kind: "claude", name: "SwiftHeron" }, folder: "/src/api" };

test("a tool call is allowed by a click, and the agent that waits gets the answer", async ({ app, door }) => {
  const id = await door.session("Refactor auth", claude);
  const approval = await opened(door, id, command("npm run build"));
  const list = listOf(app);
  await expect(list.group("Needs you")).toContainText("1");
  await expect(list.row("Refactor auth")).toContainText("Asks leave: npm run build");
  await expect(app).toHaveTitle(/1/);
  await expect(approvalsOf(app).link).toContainText("1");
  await list.open("Refactor auth");
  const { card, act } = approvalsOf(app);
  await expect(card("npm run build")).toContainText("SwiftHeron asks to run a command");
  await expect(card("npm run build")).toContainText(approval.code);
  await expect(card("npm run build")).toContainText(/\d:\d\d left/);
  await expect(card("npm run build")).toContainText("/src/api");
  const waiting = decided(door, approval);
  await act("npm run build", "Allow once").click();

  expect(await waiting).toMatchObject({ state: "allowed", decision: { via: "page", input: null } });
  await expect(card("npm run build")).toContainText("You allowed it");
  await expect(act("npm run build", "Allow once")).toBeHidden();
  await expect(list.group("Needs you")).toBeHidden();
  await expect(approvalsOf(app).link).not.toContainText("1");
});

test("what deletes is asked about once more, and the key that allows does not answer that", async ({ app, door }) => {
  const id = await door.session("Clean up", claude);
  const approval = await opened(door, id, command("rm -rf ./build"));
  await listOf(app).open("Clean up");
  const { card, act } = approvalsOf(app);
  await expect(card("rm -rf")).toContainText("Deletes files");
  await app.keyboard.press("a");
  // Without a card in focus the key leads to it and decides nothing.
  await expect(discussionOf(app).message("rm -rf")).toBeFocused();
  await app.keyboard.press("a");
  await expect(act("rm -rf", "Back")).toBeFocused();
  await app.keyboard.press("a");
  await expect(act("rm -rf", "Allow it anyway")).toBeVisible();
  const { approval: still } = await door.call<{ approval: Approval }>("GET", `/v1/approvals/${approval.id}`);
  expect(still.state).toBe("open");
  await act("rm -rf", "Allow it anyway").click();
  expect((await decided(door, approval)).state).toBe("allowed");
});

test("D denies, and a denial takes words for the agent along", async ({ app, door }) => {
  const id = await door.session("Deploy", claude);
  const first = await opened(door, id, command("make deploy"));
  const second = await opened(door, id, command("kubectl apply -f prod.yaml"));
  await listOf(app).open("Deploy");
  const { act, card } = approvalsOf(app);
  await expect(card("kubectl")).toBeVisible();
  await app.keyboard.press("n");
  await app.keyboard.press("d");
  expect((await decided(door, first)).state).toBe("denied");
  await act("kubectl", "Deny with a note…").click();
  await app.getByRole("textbox", { name: "Words for the agent" }).fill("use staging instead");
  await app.keyboard.press("Enter");
  expect(await decided(door, second)).toMatchObject({ state: "denied", decision: { note: "use staging instead" } });
  await expect(card("kubectl")).toContainText("use staging instead");
});

test("a long call is shown whole before it can be allowed", async ({ app, door }) => {
  const id = await door.session("Long", claude);
  const lines = Array.from({ length: 200 }, (_, n) => `echo line-${n + 1}`).join("\n");
  const approval = await opened(door, id, command(lines));
  await listOf(app).open("Long");
  const { act, card } = approvalsOf(app);
  await expect(act("line-1", "Allow once")).toBeHidden();
  await act("line-1", "Show all, then allow").click();
  await expect(card("line-1").locator("[inert]")).toHaveCount(0);
  await expect(card("line-1").locator("pre")).toContainText("line-200");
  expect((await door.call<{ approval: Approval }>("GET", `/v1/approvals/${approval.id}`)).approval.state).toBe("open");
  await act("line-1", "Allow once").click();
  expect((await decided(door, approval)).state).toBe("allowed");
});

test("the first decision wins, and who came second sees it", async ({ app, browser, door, hub }) => {
  const id = await door.session("Two at once", claude);
  const approval = await opened(door, id, command("npm publish"));
  const second = await browser.newContext();
  await second.addCookies(await app.context().cookies());
  const other = await second.newPage();
  // It hears nothing of what the first one does.
  await other.routeWebSocket(/\/stream/, () => {});
  await other.goto(`${hub.url}/#/s/${id}`);
  await expect(approvalsOf(other).act("npm publish", "Allow once")).toBeVisible();
  await listOf(app).open("Two at once");
  await approvalsOf(app).act("npm publish", "Allow once").click();
  await expect(approvalsOf(app).card("npm publish")).toContainText("You allowed it");

  await approvalsOf(other)
    .act("npm publish", /^Deny$/)
    .click();
  await expect(approvalsOf(other).card("npm publish")).toContainText("allowed it");
  await expect(approvalsOf(other).card("npm publish")).toContainText("Yours came later and does not count");
  expect((await decided(door, approval)).state).toBe("allowed");
  await second.close();
});

test("typed words decide, and a wrong code is said with the words kept", async ({ app, door }) => {
  const id = await door.session("By words", claude);
  const first = await opened(door, id, command("npm run one"));
  const second = await opened(door, id, command("npm run two"));
  await listOf(app).open("By words");
  const { box, message } = discussionOf(app);
  await expect(approvalsOf(app).card("npm run two")).toBeVisible();
  await box.fill("approve abc");
  await box.press("Enter");
  await expect(app.getByRole("alert")).toContainText("4 letters and digits");
  await expect(box).toHaveValue("approve abc");
  await box.fill("appro");
  await expect(app.getByRole("option", { name: first.code })).toBeVisible();
  await box.fill(`approve ${first.code}`);
  await box.press("Enter");
  await box.press("Enter");
  expect(await decided(door, first)).toMatchObject({ state: "allowed", decision: { via: "reply" } });
  await expect(box).toHaveValue("");
  await box.fill(`deny ${second.code} use staging instead`);
  await box.press("Enter");
  expect(await decided(door, second)).toMatchObject({ state: "denied", decision: { note: "use staging instead" } });
  // Nothing of it went to the agent.
  await expect(message(/^approve/)).toHaveCount(0);
  const { items } = await door.call<{ items: unknown[] }>("GET", `/v1/sessions/${id}/replies`);
  expect(items).toEqual([]);
});

test("a rule that is made of a decision answers the next call by itself", async ({ app, door }) => {
  const id = await door.session("With a rule", claude);
  await opened(door, id, command("npm test"));
  await listOf(app).open("With a rule");
  const { act, card } = approvalsOf(app);
  await act("npm test", "Allow with a rule…").click();
  const dialog = app.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Try the rule" })).toContainText("This call: would be allowed");
  await dialog.getByRole("textbox", { name: "Try it on another command" }).fill("npm test && rm -rf ~");
  await expect(dialog.getByRole("region", { name: "Try the rule" })).toContainText(
    "That one: would still be asked about",
  );
  await dialog.getByRole("button", { name: "Allow and make the rule" }).click();
  await expect(card("npm test")).toContainText("Made a rule");
  const next = await opened(door, id, command("npm test"));
  expect(next).toMatchObject({ state: "allowed", decision: { via: "rule", by: { type: "rule" } } });
  await expect(card("A rule allowed it")).toBeVisible();
});

test("the input is changed before it is allowed, and the agent gets the changed one", async ({ app, door }) => {
  const id = await door.session("Change it", claude);
  const approval = await opened(door, id, { ...command("rm -rf ./build"), takes: { input: true } });
  await listOf(app).open("Change it");
  await approvalsOf(app).act("rm -rf", "Change it, then allow…").click();
  const dialog = app.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Allow it like this" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Command" }).fill("rm -rf ./build/cache");
  await dialog.getByRole("button", { name: "Allow it like this" }).click();
  expect(await decided(door, approval)).toMatchObject({
    state: "allowed",
    decision: { input: { command: "rm -rf ./build/cache" } },
  });
  await expect(approvalsOf(app).card("With a changed input")).toBeVisible();
});

test("approvals that ran out or were answered at the terminal say so and ask no more", async ({ app, door }) => {
  const id = await door.session("Short-lived", claude);
  const gone = await opened(door, id, command("npm run gone"));
  await opened(door, id, { ...command("npm run late"), timeoutSeconds: 2 });
  await listOf(app).open("Short-lived");
  const { card } = approvalsOf(app);
  await expect(card("npm run gone")).toBeVisible();
  await door.call("DELETE", `/v1/approvals/${gone.id}`, { by: "terminal" });
  await expect(card("npm run gone")).toContainText("Answered at the agent's own terminal");
  await expect(card("npm run late")).toContainText("Nobody decided in time");
  await expect(listOf(app).group("Needs you")).toBeHidden();
});

test("an approval outlives its hub: after a restart it is decided, and the agent that waits gets it", async ({
  app,
  door,
  hub,
  restartHub,
}) => {
  const id = await door.session("Through a restart", claude);
  const approval = await opened(door, id, command("npm run long"));
  await listOf(app).open("Through a restart");
  const { act, card } = approvalsOf(app);
  await expect(act("npm run long", "Allow once")).toBeVisible();
  await hub.kill();
  await expect(act("npm run long", "Allow once")).toBeDisabled();
  await restartHub();
  await expect(app.getByRole("img", { name: "Connected" })).toBeVisible();
  const waiting = decided(door, approval);
  await act("npm run long", "Allow once").click();
  expect((await waiting).state).toBe("allowed");
  await expect(card("npm run long")).toContainText("You allowed it");
});

test("an open approval that is scrolled away stays at the box to type in, and leads back", async ({ app, door }) => {
  const id = await door.session("Long since asked", claude);
  await opened(door, id, command("npm run early"));
  for (let n = 1; n <= 150; n += 1) await door.post(id, `step ${n}`);
  await listOf(app).open("Long since asked");
  const { pinned, card } = approvalsOf(app);
  await discussionOf(app).log.press("End");
  await expect(pinned).toContainText("npm run early");
  await pinned.getByRole("button", { name: "Show" }).click();
  await expect(card("npm run early")).toBeInViewport();
  await expect(discussionOf(app).message("npm run early")).toBeFocused();
});

test("a viewer sees the whole card and why they can't decide, and an operator makes rules of the session only", async ({
  app,
  browser,
  door,
  hub,
}) => {
  const id = await door.session("Watched", claude);
  const approval = await opened(door, id, command("npm test"));
  const viewer = await guestOf(app.request, hub, browser, { name: "Vi", role: "viewer" });
  await listOf(viewer.page).open("Watched");
  const { card, act } = approvalsOf(viewer.page);
  await expect(card("npm test")).toContainText("You are a viewer here: an owner or operator can allow or deny it.");
  await expect(act("npm test", /allow|deny/i)).toHaveCount(0);
  await viewer.page.keyboard.press("n");
  await viewer.page.keyboard.press("a");
  const box = viewer.page.getByRole("textbox", { name: "Write to the people here" });
  await box.fill(`approve ${approval.code}`);
  await box.press("Enter");
  await expect(viewer.page.getByRole("alert")).toBeVisible();
  await expect(box).toHaveValue(`approve ${approval.code}`);
  expect((await door.call<{ approval: Approval }>("GET", `/v1/approvals/${approval.id}`)).approval.state).toBe("open");
  await viewer.close();

  const operator = await guestOf(app.request, hub, browser, { name: "Bo", role: "operator" });
  await listOf(operator.page).open("Watched");
  await approvalsOf(operator.page).act("npm test", "Allow with a rule…").click();
  const dialog = operator.page.getByRole("dialog");
  await expect(dialog.getByRole("combobox", { name: "Where it counts" }).getByRole("option")).toHaveText([
    "This session",
  ]);
  await dialog.getByRole("button", { name: "Allow and make the rule" }).click();
  expect(await decided(door, approval)).toMatchObject({ decision: { by: { name: "Bo", role: "operator" } } });
  await listOf(app).open("Watched");
  await expect(approvalsOf(app).card("Bo (operator) allowed it")).toBeVisible();
  await operator.close();
});
