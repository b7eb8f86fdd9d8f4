import { expect, test } from "vitest";
import { otherHost, partsOf, targetOf, warningsOf } from "./links.ts";

test.each(["https://example.com/a?b#c", "http://127.0.0.1:8080", "HTTPS://EXAMPLE.COM"])(
  "%s is a web address",
  (href) => {
    expect(targetOf(href).type).toBe("web");
  },
);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "\u0001javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "vbscript:x",
  "data:text/html,<script>1</script>",
  "file:///etc/passwd",
  "blob:https://a/b",
  "view-source:https://a",
  "intent://x",
  "tel:123",
  "//evil.example/x",
  "\\\\evil.example\\x",
  "https:\\\\evil.example",
  "https:///evil.example",
  "https:evil.example",
  "http://",
  "http://[",
  "mailto:",
  "",
])("%j is dead", (href) => {
  expect(targetOf(href).type).toBe("dead");
});

test("a path leads nowhere here and is named as a path", () => {
  expect(targetOf("src/main.ts#L3")).toEqual({ type: "path", path: "src/main.ts#L3" });
});

test("the parts of an address put the real host apart", () => {
  expect(partsOf(new URL("https://google.com:pw@evil.example:8443/a?b#c"))).toEqual({
    before: "https://google.com:pw@",
    host: "evil.example:8443",
    after: "/a?b#c",
  });
});

test.each([
  ["https://github.com/x", "https://evil.example/x", "github.com"],
  ["github.com", "https://github.com.evil.example", "github.com"],
  ["www.github.com/login", "https://evil.example", "www.github.com"],
  ["pаypal.com", "https://paypal.com", "xn--pypal-4ve.com"],
])("a text %s over %s is said to name another host", (text, href, named) => {
  expect(otherHost(text, new URL(href))).toBe(named);
});

test.each([
  ["the docs", "https://example.com"],
  ["README.md", "https://github.com/a/b/README.md"],
  ["session.ts", "https://github.com/a"],
  ["www.example.com", "https://example.com/"],
  ["https://example.com/long…", "https://example.com/long/path"],
  ["v1.2.3", "https://example.com/v1.2.3"],
])("a text %s over %s raises no warning", (text, href) => {
  expect(warningsOf(new URL(href), text)).toEqual([]);
});

test("an address of another script and one with a user part are warned of", () => {
  expect(warningsOf(new URL("https://аpple.com"), "x").map(({ kind }) => kind)).toEqual(["punycode"]);
  expect(warningsOf(new URL("https://apple.com@evil.example"), "x").map(({ kind }) => kind)).toEqual(["user-part"]);
});
