import { afterEach, expect, test } from "vitest";
import { hostile } from "./corpus.ts";
import { setHighlighter } from "./highlight.ts";
import { highlight } from "./languages.ts";
import { toHtml } from "./to-html.ts";

afterEach(() => setHighlighter(null));

const allowed = new Set(
  "p br hr h2 blockquote ul ol li pre code div span button a em strong s table thead tbody tr th td".split(" "),
);
const tagsOf = (html: string) =>
  Array.from(html.matchAll(/<\/?([a-z][^\s>]*)([^>]*)>/gi), (m) => [m[1], m[2]] as const);

test.each(Object.entries(hostile))("%s makes no element, handler or address that is not allowed", (_name, text) => {
  for (const [tag, rest] of tagsOf(toHtml(text))) {
    expect(allowed).toContain(tag);
    expect(rest).not.toMatch(/\s(?:on\w+|style|src|id|name|srcset|formaction)\s*=/i);
    expect(rest).not.toMatch(/\shref="(?!https?:\/\/|mailto:)/i);
  }
});

test.each(Object.entries(hostile))("%s costs little and loses nothing", (_name, text) => {
  const start = performance.now();
  const html = toHtml(text);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(html.length).toBeLessThan(text.length * 6 + 60_000);
  expect(html.replace(/<[^>]*>/g, "").trim()).not.toBe("");
});

test.each([
  ["emoji by name", ":white_check_mark: 42/42", "✅ 42/42"],
  ["a ratio that is no emoji", "10:30 and a:b", "10:30 and a:b"],
  ["a smile that is no emoji", "f(8) :) :/", "f(8) :) :/"],
  ["line breaks as typed", "a\nb", "a<br>\nb"],
  ["names of files, not links", "see session.ts and README.md", "see session.ts and README.md"],
])("it shows %s", (_name, text, inside) => {
  expect(toHtml(text)).toBe(`<p dir="auto">${inside}</p>\n`);
});

test("an address in text becomes a link that shows it as it was written", () => {
  expect(toHtml("https://xn--pple-43d.com/é")).toContain(
    '<a href="https://xn--pple-43d.com/%C3%A9" rel="noopener noreferrer" target="_blank">https://xn--pple-43d.com/é</a>',
  );
});

test("a task list shows what is done without a control", () => {
  const html = toHtml("- [x] one\n- [ ] two");
  expect(html).toContain('<span class="md-box md-done" role="img" aria-label="done"></span> one');
  expect(html).toContain('<span class="md-box" role="img" aria-label="open"></span> two');
});

test("a table scrolls in a frame of its own and keeps its alignment without a style", () => {
  const html = toHtml("|a|b|\n|:-:|--:|\n|1|2|");
  expect(html).toContain('<div class="md-table"><table>');
  expect(html).toContain('<td dir="auto" class="md-right">2</td>');
  expect(html).not.toContain("style=");
});

test("an image is a link that names its host", () => {
  expect(toHtml("![the plot](https://cdn.example/p.png)")).toContain(">image: the plot (cdn.example)</a>");
});

test("a path in a link is shown and leads nowhere", () => {
  expect(toHtml("[main](<src/a b.ts>)")).toContain('<span class="md-path" title="src/a b.ts">main</span>');
});

test("code is coloured when its language is known, also when it hides characters", () => {
  setHighlighter(highlight);
  const html = toHtml('```ts\nconst a\u202E = "b";\n```');
  expect(html).toContain('<span class="hljs-keyword">const</span>');
  expect(html).toContain('title="hidden: U+202E right-to-left override"');
  expect(html).toContain("hljs-string");
});

test("a diff is coloured also without its name", () => {
  setHighlighter(highlight);
  expect(toHtml("```\n- a\n+ b\n```")).toContain("hljs-addition");
  expect(toHtml("```\n- a\n- b\n```")).not.toContain("hljs-addition");
});

test("code of an unknown language stays plain", () => {
  setHighlighter(highlight);
  expect(toHtml("```nonsense\na < b\n```")).toContain("<code>a &lt; b</code>");
});

test("a block of more than forty lines is folded and says how long it is", () => {
  expect(toHtml(`\`\`\`\n${"x\n".repeat(120)}\`\`\``)).toContain("Show all 120 lines");
  expect(toHtml(`\`\`\`\n${"x\n".repeat(20)}\`\`\``)).not.toContain("Show all");
});
