import type { Page } from "@playwright/test";
import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import { looks, violations } from "./fixtures/axe.ts";
import type { Door } from "./fixtures/door.ts";
import { expect, test } from "./fixtures/test.ts";
import { approvalsOf } from "./pages/approvals.ts";
import { listOf } from "./pages/list.ts";

const opened = async (door: Door, sessionId: string, request: Partial<ApprovalRequest> = {}): Promise<Approval> => {
  const body = { tool: "Bash", input: { command: "npm test" }, timeoutSeconds: 600, ...request };
  const { approval } = await door.call<{ approval: Approval }>("POST", `/v1/sessions/${sessionId}/approvals`, body);
  return approval;
};

const command = (text: string): Partial<ApprovalRequest> => ({ tool: "Bash", input: { command: text } });
const stateOf = async (door: Door, { id }: Approval) =>
  (await door.call<{ approval: Approval }>("GET", `/v1/approvals/${id}`)).approval.state;

test("the approvals of all sessions stand oldest first, and identical calls are allowed together", async ({
  app,
  door,
}) => {
  const folder = "/src/api";
  const [one, two] = [await door.session("First task", { folder }), await door.session("Second task", { folder })];
  const alone = await opened(door, one, command("npm run lint"));
  const same = [await opened(door, one), await opened(door, two), await opened(door, two)];
  const elsewhere = await opened(door, await door.session("Third task", { folder: "/src/web" }));
  const { open, cards, card, act } = approvalsOf(app);
  await open();
  await expect(cards).toHaveCount(3);
  await expect(cards.first()).toContainText("npm run lint");
  await expect(card("3 identical calls")).toContainText("Second task");
  await expect(card("3 identical calls")).toContainText(folder);
  await act("3 identical calls", "Allow all 3").click();
  await expect(cards).toHaveCount(2);
  for (const approval of same) expect(await stateOf(door, approval)).toBe("allowed");
  for (const approval of [alone, elsewhere]) expect(await stateOf(door, approval)).toBe("open");
  await app.getByText("Ended", { exact: true }).click();
  await expect(app.getByText("You allowed it")).toHaveCount(3);
});

test("the page is gone through, decided and left by the keyboard alone", async ({ app, door }) => {
  const id = await door.session("By keys");
  const asked: Approval[] = [];
  for (const name of ["one", "two", "three", "four"]) asked.push(await opened(door, id, command(`npm run ${name}`)));
  const { open, cards } = approvalsOf(app);
  await open();
  await expect(cards).toHaveCount(4);
  await app.keyboard.press("j");
  await expect(cards.filter({ hasText: "npm run one" })).toBeFocused();
  await app.keyboard.press("a");
  await expect(cards).toHaveCount(3);
  await expect(cards.filter({ hasText: "npm run two" })).toBeFocused();
  await app.keyboard.press("d");
  await expect(cards).toHaveCount(2);
  await app.keyboard.press("x");
  await app.keyboard.press("j");
  await app.keyboard.press("x");
  await expect(app.getByRole("region", { name: "Chosen approvals" })).toContainText("2 chosen");
  await app.getByRole("button", { name: "Deny 2" }).click();
  await expect(app.getByText("Nothing waits for leave")).toBeVisible();
  const states = await Promise.all(asked.map((approval) => stateOf(door, approval)));
  expect(states).toEqual(["allowed", "denied", "denied", "denied"]);
  const last = await opened(door, id, command("npm run five"));
  await expect(cards).toHaveCount(1);
  await app.keyboard.press("j");
  await app.keyboard.press("Enter");
  await expect(app).toHaveURL(new RegExp(`#/s/${id}@${last.messageSeq}$`));
});

test("what is open, decided elsewhere, and counted stays true while the page is looked at", async ({ app, door }) => {
  const id = await door.session("Elsewhere");
  const { open, cards, link } = approvalsOf(app);
  await open();
  await expect(app.getByText("Nothing waits for leave")).toBeVisible();
  const first = await opened(door, id, command("npm run one"));
  await opened(door, id, command("npm run two"));
  await expect(cards).toHaveCount(2);
  await expect(link).toContainText("2");
  await door.call("DELETE", `/v1/approvals/${first.id}`, { by: "terminal" });
  await expect(cards).toHaveCount(1);
  await expect(link).toContainText("1");
});

test("five hundred open ones are listed, and only those in view are drawn", async ({ app, door }) => {
  test.slow();
  const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => door.session(`Task ${n}`)));
  for (let n = 0; n < 500; n += 10)
    await Promise.all(ids.map((id, at) => opened(door, id, command(`npm run job-${n + at}`))));
  const { open, cards, link } = approvalsOf(app);
  await open();
  await expect(app.getByText("Open (500)")).toBeVisible();
  await expect(link).toContainText("99+");
  await expect(cards.first()).toHaveAttribute("aria-setsize", "500");
  expect(await cards.count()).toBeLessThan(30);
});

const bidi = "echo 'שלום עולם' > /tmp/x && cat \u202e/etc/passwd";

const fill = async (door: Door) => {
  const id = await door.session("Every kind", { agent: { kind: "claude", name: "SwiftHeron" }, folder: "/src/api" });
  await opened(door, id, command("rm -rf ./build && npm run build"));
  await opened(door, id, {
    tool: "Edit",
    input: { file_path: "/src/api/session.ts", old_string: "const a = 1;\n", new_string: "const a = 2;\n" },
  });
  await opened(door, id, {
    tool: "mcp__tracker__create",
    input: { title: "x", labels: ["a", "b"], more: { deep: true } },
  });
  await opened(door, id, command(`${bidi} ${"averylongwordwithoutanyspace".repeat(12)}`));
  await opened(door, id, command(Array.from({ length: 60 }, (_, n) => `echo ${n}`).join("\n")));
  const gone = await opened(door, id, command("npm run gone"));
  await door.call("DELETE", `/v1/approvals/${gone.id}`, { by: "terminal" });
};

/** Boxes whose content is wider than they are. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll("[data-approval], [data-approval] *, [role=dialog]"))
      .filter((box) => box.scrollWidth > box.clientWidth + 2 && getComputedStyle(box).display !== "inline")
      .filter((box) => getComputedStyle(box).textOverflow !== "ellipsis")
      .map((box) => `${box.tagName} ${box.className}`),
  );

for (const { theme, width, height } of looks)
  test(`approvals are within their frames and without an accessibility violation in the ${theme} theme at ${width} px`, async ({
    app,
    door,
    hub,
  }) => {
    test.slow();
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await app.setViewportSize({ width, height });
    await fill(door);
    await listOf(app).open("Every kind");
    const { card, act } = approvalsOf(app);
    await expect(card("asks to run a command").last()).toBeVisible();
    expect(await violations(app)).toEqual([]);
    for (const between of [1024, width]) {
      await app.setViewportSize({ width: between, height });
      expect(await tooWide(app)).toEqual([]);
    }

    await app.goto(`${hub.url}/#/approvals`);
    await expect(card("Deletes files")).toBeVisible();
    await card("Deletes files").locator("summary").click();
    await act("Deletes files", "Allow once").click();
    await expect(act("Deletes files", "Allow it anyway")).toBeVisible();
    expect(await violations(app)).toEqual([]);
    expect(await tooWide(app)).toEqual([]);
    await act("Deletes files", "Back").click();
    await act("Deletes files", "Allow with a rule…").click();
    await expect(app.getByRole("region", { name: "Try the rule" })).toContainText("This call: would be");
    expect(await violations(app)).toEqual([]);
    expect(await tooWide(app)).toEqual([]);
    await app.keyboard.press("Escape");
    await app.getByText("Ended", { exact: true }).click();
    await expect(card("Answered at the agent's own terminal")).toBeVisible();
    expect(await violations(app)).toEqual([]);
  });

test("characters that hide or turn text are marked, and words of right-to-left scripts keep their places", async ({
  app,
  door,
}) => {
  const id = await door.session("Tricks");
  await opened(door, id, command(`cat שלום עולם \u202e; echo${" ".repeat(300)}rm`));
  await listOf(app).open("Tricks");
  const shown = approvalsOf(app).card("cat");
  await expect(shown.locator("pre").getByRole("img", { name: /right-to-left override/ })).toBeVisible();
  await expect(shown).toContainText("300 spaces");
  const [first, second] = await Promise.all(
    ["שלום", "עולם"].map((word) => shown.locator("pre bdi", { hasText: word }).boundingBox()),
  );
  expect(first?.x).toBeLessThan(second?.x ?? 0);
  // What can't be seen is asked about once more.
  await approvalsOf(app).act("cat", "Allow once").click();
  await expect(shown).toContainText("characters in it that can't be seen");
});
