import { describe, expect, test } from "vitest";
import { isMeant, readTyped, whyNoCode, withoutEscape } from "./typed.ts";

const meant = (text: string, isAsked = false) => {
  const typed = readTyped(text);
  return typed !== undefined && isMeant(typed, isAsked) ? typed : undefined;
};

describe("a decision is read from", () => {
  test.each([
    ["approve a3k9", "allow", "a3k9", undefined],
    ["  Approve A3K9  ", "allow", "a3k9", undefined],
    ["deny a3k9.", "deny", "a3k9", undefined],
    ["deny a3k9 use staging instead", "deny", "a3k9", "use staging instead"],
    ["deny a3k9\n\nuse staging\ninstead", "deny", "a3k9", "use staging\ninstead"],
    ["APPROVE\ta3k9", "allow", "a3k9", undefined],
    ["approve abcd", "allow", "abcd", undefined],
    ["deny 3", "deny", "3", undefined],
    ["approve a3k please", "allow", "a3k", "please"],
  ])("%j", (text, decision, word, note) => {
    expect(meant(text)).toMatchObject({ decision, word, note });
  });
});

describe("a reply to the agent stays", () => {
  test.each([
    "approve",
    "deny",
    "approved a3k9",
    "please approve a3k9",
    "approve the plan and go on",
    "deny all of it, then start over",
    "approve\u00a0the plan as it stands",
    "/approve a3k9",
    "\\approve a3k9",
    "deny v1.2.3 in the changelog",
    "approve ticket-42 of them",
    "",
  ])("%j", (text) => {
    expect(meant(text)).toBeUndefined();
  });
});

describe("while an approval is open, a code that was mistyped is no word for the agent in", () => {
  test.each([
    ["deny abcd use staging instead", "abcd"],
    ['deny "a3k9" use staging', '"a3k9"'],
    ["deny a3k9—use staging", "a3k9—use"],
  ])("%j", (text, word) => {
    expect(meant(text)).toBeUndefined();
    expect(meant(text, true)).toMatchObject({ decision: "deny", word });
  });
});

test.each(["approve the plan and go on", "deny all of it", "deny v1.2.3 in the changelog"])(
  "%j is a sentence all the same",
  (text) => {
    expect(meant(text, true)).toBeUndefined();
  },
);

test("a leading backslash is taken off such words, and of no others", () => {
  expect(withoutEscape("\\approve a3k9")).toBe("approve a3k9");
  expect(withoutEscape(" \\Deny it")).toBe(" Deny it");
  expect(withoutEscape("\\deny")).toBe("deny");
  expect(withoutEscape("\\approved")).toBe("\\approved");
  expect(withoutEscape("\\n")).toBe("\\n");
  expect(withoutEscape("a \\approve")).toBe("a \\approve");
});

test("a word that can be no code says why, by its length", () => {
  expect(whyNoCode("a3k9")).toBeUndefined();
  expect(whyNoCode("it")).toBe("An approval's code has 4 letters and digits; “it” has 2.");
  expect(whyNoCode("x".repeat(60_000))).toBe(
    `An approval's code has 4 letters and digits; “${"x".repeat(20)}…” has 60000.`,
  );
  expect(whyNoCode("😀😀😀😀")).toBe("An approval's code has 4 letters and digits; “😀😀😀😀” is none.");
});
