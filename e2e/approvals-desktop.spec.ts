import { expect, test } from "./fixtures/desktop-test.ts";
import { approvalsOf } from "./pages/approvals.ts";
import { listOf } from "./pages/list.ts";

test("a click on the notification of an approval leads to its card, however much was said since", async ({
  desktop,
  view,
  door,
}) => {
  const title = "Clean the build";
  const id = await door.session(title);
  await door.session("Another one");
  await listOf(view).open("Another one");
  // What nobody has read before it is where the discussion would open by itself.
  for (let n = 1; n <= 60; n += 1) await door.post(id, `before ${n}`);
  await door.call("POST", `/v1/sessions/${id}/approvals`, {
    tool: "Bash",
    input: { command: "npm run clean" },
    timeoutSeconds: 600,
  });
  const shown = () => desktop.happenings.filter((one) => one.what === "notification");
  await expect.poll(() => shown().map((one) => one.title)).toContain(title);
  for (let n = 1; n <= 120; n += 1) await door.post(id, `step ${n}`);
  await expect(listOf(view).row(title)).toContainText("unread");
  await desktop.act("clickNotification", shown().find((one) => one.title === title)?.id ?? 0);
  await expect(approvalsOf(view).card("npm run clean")).toBeInViewport();
});
