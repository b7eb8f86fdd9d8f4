import { describe, expect, test } from "vitest";
import { isMentioned } from "./mention.ts";

describe("a person is mentioned by", () => {
  test.each([
    ["their first name", "@Ada look at this", "Ada Lovelace"],
    ["their whole name", "please, @Ada Lovelace.", "Ada Lovelace"],
    ["their name without a space", "(@adalovelace)", "Ada Lovelace"],
    ["their name with a hyphen", "thanks @ada-lovelace!", "Ada Lovelace"],
    ["a name in capitals", "@ADA", "Ada"],
    ["a name in another script", "привет, @Ада!", "Ада"],
    ["a name written with combined letters", "@Zoe\u0308", "Zoë"],
    ["a name with signs that patterns know", "@a.b* done", "a.b*"],
    ["a name at the end of a sentence", "Ask @Ada. Now.", "Ada"],
    ["a name beside code", "`x` @Ada `y`", "Ada"],
  ])("%s", (_how, text, name) => expect(isMentioned(text, name)).toBe(true));
});

describe("a person is not mentioned by", () => {
  test.each([
    ["their name alone", "Ada knows", "Ada"],
    ["an e-mail address", "write to bob@ada.com", "Ada"],
    ["an address of a host", "bob@ada", "Ada"],
    ["a longer name", "@Adalbert", "Ada"],
    ["a package of their name", "npm i @ada/core and @ada-tools", "Ada Lovelace"],
    ["a line of code", "run `@Ada`", "Ada"],
    ["a block of code", "```java\n@Ada\nclass X\n```", "Ada"],
    ["a block of code that never ends", "~~~\n@Ada", "Ada"],
    ["an empty name", "@ ", " "],
  ])("%s", (_how, text, name) => expect(isMentioned(text, name)).toBe(false));
});

test("a long text of hostile signs is judged quickly enough to finish", () => {
  expect(isMentioned(`${"@a ".repeat(50_000)}${"`".repeat(50_000)}`, "a a a a b")).toBe(true);
});
