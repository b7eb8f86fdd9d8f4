import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { violations } from "./fixtures/axe.ts";
import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

/** A PNG that the browser itself draws: stripes of one colour. */
const drawPng = async (page: Page, width: number, height: number, colour: string): Promise<Buffer> => {
  const url = await page.evaluate(
    ([w, h, fill]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
      const context = canvas.getContext("2d");
      if (!context) return "";
      context.fillStyle = fill;
      for (let x = 0; x < w; x += 40) context.fillRect(x, 0, 20, h);
      return canvas.toDataURL("image/png");
    },
    [width, height, colour] as const,
  );
  return Buffer.from(url.split(",")[1] ?? "", "base64");
};

const inBox = (page: Page) => page.getByRole("list", { name: "Files to send" });

/** Drops or pastes a file as the browser would. */
const give = (page: Page, how: "drop" | "paste", file: { name: string; type: string; bytes: Buffer }) =>
  page.evaluate(
    ({ how: kind, name, type, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
      const target = document.querySelector(kind === "drop" ? "main section" : "textarea[data-compose]");
      const options = { bubbles: true, cancelable: true };
      if (kind === "paste") target?.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
      for (const event of kind === "drop" ? ["dragenter", "dragover", "drop"] : [])
        target?.dispatchEvent(new DragEvent(event, { ...options, dataTransfer: transfer }));
    },
    { ...file, how, bytes: file.bytes.toString("base64") },
  );

test("files that an agent posts are shown: pictures in place and large, others to save", async ({
  app,
  cli,
  folder,
}) => {
  const work = join(folder, "work");
  const picture = await drawPng(app, 800, 300, "tomato");
  await writeFile(join(work, "before.png"), picture);
  await writeFile(join(work, "coverage.html"), "<script>document.title = 'run'</script>");
  await cli.run("session", "Look at this");
  const posted = await cli.run("post", "See", "--attach", "before.png", "--attach", "coverage.html");
  expect(posted, posted.stderr).toMatchObject({ code: 0 });
  await listOf(app).open("Look at this");
  const message = discussionOf(app).message("See");

  const shown = message.getByRole("img", { name: "before.png" });
  await expect(shown).toHaveJSProperty("naturalWidth", 800);
  await message.getByRole("button", { name: "before.png" }).click();
  const large = app.getByRole("dialog", { name: "before.png" });
  await expect(large.getByRole("img", { name: "before.png" })).toHaveJSProperty("complete", true);
  await app.keyboard.press("Escape");
  await expect(large).toBeHidden();

  const [download] = await Promise.all([
    app.waitForEvent("download"),
    message.getByRole("link", { name: /coverage\.html/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("coverage.html");
  expect(await readFile(await download.path(), "utf8")).toContain("document.title");
  await expect(app).not.toHaveTitle("run");
});

test("a page that an agent attached never runs, even when its address is opened", async ({
  app,
  door,
  hub,
  cli,
  folder,
}) => {
  await writeFile(join(folder, "work", "evil.html"), "<script>document.title = 'run'</script><h1>Sign in</h1>");
  const { stdout } = await cli.run("session", "Evil");
  await cli.run("post", "x", "--attach", "evil.html");
  const page = await door.call<{ items: { attachments: { id: string }[] }[] }>(
    "GET",
    `/v1/sessions/${stdout.trim()}/messages`,
  );
  const url = `${hub.url}/v1/people/attachments/${page.items[0]?.attachments[0]?.id}`;
  const answer = await app.request.get(url);
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment;/),
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("sandbox"),
  });
  const download = app.waitForEvent("download");
  await app.goto(url).catch(() => undefined);
  await download;
  await expect(app).not.toHaveTitle("run");
});

test("a file that is chosen, dropped or pasted goes with the reply and lies beside the agent before it reads", async ({
  app,
  cli,
}) => {
  await cli.run("session", "Fix the layout", "--agent", "SwiftHeron");
  await listOf(app).open("Fix the layout");
  const discussion = discussionOf(app);
  const watch = cli.start("watch", "--json", "--timeout", "50");
  await expect(app.getByText("Listening now")).toBeVisible();

  await app
    .locator("input[data-attach]")
    .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("n") });
  await give(app, "drop", { name: "wide.png", type: "image/png", bytes: await drawPng(app, 600, 200, "teal") });
  await give(app, "paste", { name: "image.png", type: "image/png", bytes: await drawPng(app, 60, 60, "navy") });
  await expect(inBox(app).getByRole("listitem")).toHaveText([/notes\.txt/, /wide\.png/, /image\.png/]);
  await inBox(app).getByRole("button", { name: "Remove image.png" }).click();
  await expect(inBox(app).getByRole("progressbar")).toHaveCount(0);
  await discussion.reply("Like in this picture");

  const { code, stdout } = await watch.ended;
  expect(code).toBe(0);
  const reply = JSON.parse(stdout) as { text: string; attachments: { name: string; path: string }[] };
  expect(reply).toMatchObject({
    text: "Like in this picture",
    attachments: [{ name: "notes.txt" }, { name: "wide.png" }],
  });
  expect(await readFile(reply.attachments[0]?.path ?? "", "utf8")).toBe("n");
  const message = discussion.message("Like in this picture");
  await expect(message.getByRole("img", { name: "wide.png" })).toHaveJSProperty("naturalWidth", 600);
  await expect(message.getByRole("link", { name: /notes\.txt/ })).toBeVisible();
  await expect(inBox(app)).toHaveCount(0);
});

test("a reply may be only files; it waits for them and keeps them over a reload", async ({ app, cli }) => {
  await cli.run("session", "Only files");
  await listOf(app).open("Only files");
  const send = app.getByRole("button", { name: "Send", exact: true });
  await expect(send).toBeDisabled();
  const held = Promise.withResolvers<void>();
  await app.route("**/v1/people/attachments", async (route) => {
    await held.promise;
    await route.continue();
  });
  await app
    .locator("input[data-attach]")
    .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await expect(inBox(app).getByRole("progressbar", { name: /a\.txt/ })).toBeVisible();
  await expect(send).toBeDisabled();
  held.resolve();
  await expect(send).toBeEnabled();
  await app.reload();
  await expect(inBox(app)).toContainText("a.txt");
  await expect(send).toBeEnabled();
  await send.click();
  await expect(discussionOf(app).log.getByRole("link", { name: /a\.txt/ })).toBeVisible();
  expect(await cli.run("watch", "--timeout", "20")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("a.txt]"),
  });
});

test("an upload that fails says why, and can be sent again or taken away", async ({ app, cli }) => {
  await cli.run("session", "Broken upload");
  await listOf(app).open("Broken upload");
  await app.route("**/v1/people/attachments", (route) => route.abort());
  await app
    .locator("input[data-attach]")
    .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await expect(inBox(app).getByRole("alert")).toContainText("no answer");
  await expect(app.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await app.unroute("**/v1/people/attachments");
  await inBox(app).getByRole("button", { name: "Send a.txt again" }).click();
  await expect(inBox(app)).toContainText("1 byte");
  await inBox(app).getByRole("button", { name: "Remove a.txt" }).click();
  await expect(inBox(app)).toHaveCount(0);
});

for (const theme of ["dark", "light"] as const) {
  test(`files have no accessibility violation in the ${theme} theme, on a phone too`, async ({ app, cli, folder }) => {
    await app.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await writeFile(join(folder, "work", "a.png"), await drawPng(app, 300, 200, "teal"));
    await writeFile(join(folder, "work", "report.pdf"), "not really");
    await cli.run("session", "Files");
    await cli.run("post", "Here", "--attach", "a.png", "--attach", "report.pdf");
    await listOf(app).open("Files");
    await app.locator("input[data-attach]").setInputFiles([
      { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("a") },
      {
        name: "a-very-long-name-without-any-space-in-it-that-goes-on-and-on-and-on.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("b"),
      },
    ]);
    await expect(inBox(app).getByRole("progressbar")).toHaveCount(0);
    for (const width of [1440, 390]) {
      await app.setViewportSize({ width, height: 844 });
      expect(await violations(app)).toEqual([]);
      expect(await app.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
}
