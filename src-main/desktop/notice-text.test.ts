import { expect, test } from "vitest";
import { noticeText } from "./notice-text.ts";

const notice = {
  id: "1",
  sessionId: "s",
  reason: "waiting" as const,
  title: "Refactor auth",
  subtitle: "laptop · SwiftHeron",
  body: "Which branch?",
};

test("a Mac gets the subtitle in its own line", () => {
  expect(noticeText(notice, "darwin")).toEqual({
    title: "Refactor auth",
    subtitle: "Needs you · laptop · SwiftHeron",
    body: "Which branch?",
  });
});

test("elsewhere the subtitle goes before the body", () => {
  expect(noticeText(notice, "win32")).toEqual({
    title: "Refactor auth",
    body: "Needs you · laptop · SwiftHeron\nWhich branch?",
  });
});

test("what an agent wrote is never markup on Linux", () => {
  const { body } = noticeText({ ...notice, body: '<a href="http://evil.example">ok</a> &lt;' }, "linux");
  expect(body).not.toMatch(/[<>&]/);
});

test("a long text is cut between characters, not inside one", () => {
  const { body } = noticeText({ ...notice, subtitle: "", body: "🦉".repeat(400) }, "win32");
  expect(body).toBe(`Needs you\n${"🦉".repeat(299)}…`);
});
