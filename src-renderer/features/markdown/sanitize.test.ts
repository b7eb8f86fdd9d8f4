import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../../build/browser.mjs";
import { hostile } from "./corpus.ts";

// In a real browser: what a parser of HTML makes of a text is the browser's to say.

declare const markdown: { toHtml: (text: string) => string; sanitize: (html: string) => string };

let browser: Browser;
let page: Page;
const asked: string[] = [];

const bundle = async () => {
  const contents = `export { toHtml } from "./to-html.ts"; export { sanitize } from "./sanitize.ts";`;
  const stdin = { contents, resolveDir: import.meta.dirname, loader: "ts" as const };
  // The languages stay plain here: loading them is the page's.
  const external = ["./languages.ts"];
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    write: false,
    format: "iife",
    globalName: "markdown",
    external,
  });
  return outputFiles[0]?.text ?? "";
};

beforeAll(async () => {
  const [{ executablePath, args }, script] = await Promise.all([findBrowser(), bundle()]);
  browser = await chromium.launch({ executablePath, args });
  page = await browser.newPage();
  await page.route("**/*", (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.addScriptTag({ content: script });
}, 60_000);

afterAll(() => browser.close());

/** Puts HTML into the page as the screen does, and says what is there. */
const shown = (html: string) =>
  page.evaluate((given) => {
    const root = document.createElement("div");
    root.innerHTML = given;
    document.body.replaceChildren(root);
    const elements = Array.from(root.querySelectorAll("*"));
    return {
      html: root.innerHTML,
      tags: Array.from(new Set(elements.map(({ localName }) => localName))),
      attributes: Array.from(new Set(elements.flatMap((element) => element.getAttributeNames()))),
      addresses: Array.from(root.querySelectorAll("a[href]"), (link) => (link as HTMLAnchorElement).protocol),
      isPwned: "pwned" in window,
    };
  }, html);

const throughBoth = (text: string) => page.evaluate((given) => markdown.sanitize(markdown.toHtml(given)), text);
const throughWall = (html: string) => page.evaluate((given) => markdown.sanitize(given), html);

const tags = "p br hr h2 blockquote ul ol li pre code div span button a em strong s table thead tbody tr th td".split(
  " ",
);
const attributes = "class dir href rel target title role aria-label type start data-act".split(" ");

/** What is wrong with what came into the page; nothing, it is hoped. */
const harmIn = async (html: string): Promise<string[]> => {
  const found = await shown(html);
  return [
    ...(found.isPwned ? ["a script ran"] : []),
    ...found.tags.filter((tag) => !tags.includes(tag)),
    ...found.attributes.filter((name) => !attributes.includes(name)),
    ...found.addresses.filter((scheme) => !["http:", "https:", "mailto:"].includes(scheme)),
    ...asked,
  ];
};

test.each(Object.entries(hostile))("%s is harmless in the page", async (_name, text) => {
  expect(await harmIn(await throughBoth(text))).toEqual([]);
});

test.each([
  '<img src="https://evil.example/x" onerror="window.pwned=1">',
  '<a href="javascript:window.pwned=1">x</a><a href=" java&#10;script:window.pwned=1">y</a>',
  '<svg><script>window.pwned=1</script><use href="data:image/svg+xml,x"/></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned=1&gt;">',
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>",
  '<div style="background:url(https://evil.example/s)" onclick="window.pwned=1" id="root" name="body">x</div>',
  '<iframe srcdoc="<script>top.pwned=1</script>"></iframe><object data="x"></object><embed src="x">',
  '<button type="submit" formaction="javascript:window.pwned=1" data-other="1">x</button><input autofocus onfocus=window.pwned=1>',
  '<template><script>window.pwned=1</script></template><noscript><p title="</noscript><img src=x onerror=window.pwned=1>">',
  '<p contenteditable autofocus tabindex=1 onfocus=window.pwned=1 aria-hidden="true">x</p>',
])("the second wall alone stops %s", async (html) => {
  expect(await harmIn(await throughWall(html))).toEqual([]);
});

/** HTML with the attributes of each element in the order of their names. */
const ordered = (html: string) =>
  html.replace(/<(\w+)((?: [\w-]+="[^"]*")+)>/g, (_all, tag: string, list: string) => {
    const names = Array.from(list.matchAll(/ [\w-]+="[^"]*"/g), ([attribute]) => attribute);
    return `<${tag}${names.toSorted().join("")}>`;
  });

test("what the parser wrote passes the second wall unchanged", async () => {
  const text =
    "# T\n\n- [x] a\n3. b\n\n|a|\n|:-:|\n|b|\n\n`c` [d](https://example.com) [e](src/e.ts) f\u202Eg\n\n```js\nh\n```";
  const html = await page.evaluate((given) => markdown.toHtml(given), text);
  const [walled, plain] = [await shown(await throughWall(html)), await shown(html)];
  expect(ordered(walled.html)).toBe(ordered(plain.html));
});

test("links open apart from this page, whoever wrote them", async () => {
  const { html } = await shown(await throughWall('<a href="https://example.com" target="_top" rel="opener">x</a>'));
  expect(html).toContain('target="_blank"');
  expect(html).toContain('rel="noopener noreferrer"');
});
