import { expect, test } from "./fixtures/test.ts";
import { discussionOf } from "./pages/discussion.ts";
import { listOf } from "./pages/list.ts";

const hostile = [
  `<script>globalThis.agentRan = "script"</script>`,
  `<img src=x onerror="globalThis.agentRan='onerror'">`,
  `<svg onload="globalThis.agentRan='svg'"><a xlink:href="javascript:globalThis.agentRan=1">x</a></svg>`,
  `[click](javascript:globalThis.agentRan='link')`,
  `[click](JaVa\tScript:globalThis.agentRan='link')`,
  `[click](data:text/html,<script>globalThis.agentRan=1</script>)`,
  `[click](vbscript:x)`,
  `![remote](https://attacker.invalid/pixel.png)`,
  `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)`,
  `[a]: javascript:globalThis.agentRan=1\n\n[a]`,
  `<a href="javascript:globalThis.agentRan=1">raw</a>`,
  `<iframe src="https://attacker.invalid/"></iframe><style>*{display:none}</style>`,
  "```html\n<script>globalThis.agentRan='code'</script>\n```",
  `${">".repeat(10_000)} deep`,
  `${"- ".repeat(3_000)} deep`,
  `${"[".repeat(5_000)}x${"]".repeat(5_000)}`,
  `a\u202Egpj.exe and \u200Bzero\u200Bwidth`,
  "مرحبا بالعالم: `src/مثال.ts` 🧑‍💻",
  "w".repeat(5_000),
];

test("nothing that an agent writes runs, loads from elsewhere, or hides", async ({ app, door, hub }) => {
  const requests: string[] = [];
  app.on("request", (request) => requests.push(request.url()));
  const errors: string[] = [];
  app.on("pageerror", (error) => errors.push(error.message));
  const id = await door.session("<b>Title</b> <img src=x onerror=1> \u202Egnp");
  for (const text of hostile) await door.post(id, text);
  await door.post(id, "the end");
  await app.goto(`${hub.url}/#/s/${id}@1`);
  const { log, message } = discussionOf(app);
  await expect(message("the end").or(log.getByRole("article")).first()).toBeVisible();
  for (let seq = 1; seq <= hostile.length + 1; seq += 3) {
    await app.goto(`${hub.url}/#/s/${id}@${seq}`);
    await expect(log.locator(`[data-seq="${seq}"]`)).toBeVisible();
    for (const link of await log.getByRole("link", { name: "click" }).all()) await link.click({ noWaitAfter: true });
    await app.keyboard.press("Escape");
  }

  expect(await app.evaluate(() => (globalThis as { agentRan?: string }).agentRan)).toBeUndefined();
  expect(errors).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(hub.url))).toEqual([]);
  expect(await log.locator("script, iframe, style, img[src^='http'], svg a, [onerror], [onload]").count()).toBe(0);
  const dead = await log.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(dead.filter((href) => /^(javascript|data|vbscript):/i.test(href.trim()))).toEqual([]);
});

test("direction tricks and characters that print nothing are shown as what they are", async ({ app, door }) => {
  const id = await door.session("Tricks");
  await door.post(id, "open photo_\u202Egpj.exe and zero\u200Bwidth");
  await listOf(app).open("Tricks");
  const message = discussionOf(app).message("photo_");
  await expect(message).toBeVisible();
  expect(await message.innerText()).not.toContain("\u202E");
  await expect(message.getByText(/202E/i).or(message.locator("[title*='202E' i]")).first()).toBeVisible();
});

test("a link shows its whole address before anything opens", async ({ app, context, door }) => {
  const id = await door.session("Links");
  await door.post(id, "see [https://github.com/good](https://evil.invalid/login?next=github.com)");
  await listOf(app).open("Links");
  let opened = 0;
  context.on("page", () => {
    opened += 1;
  });
  await discussionOf(app).log.getByRole("link", { name: "https://github.com/good" }).click();
  await expect(app.getByRole("dialog")).toContainText("evil.invalid");
  expect(opened).toBe(0);
});
