import { expect, it } from "vitest";
import { previewOf } from "./preview.ts";

it("keeps a short text and puts it on one line", () => {
  expect(previewOf("  one\n two\t\tthree  ")).toBe("one two three");
  expect(previewOf("\u3000wide\u3000space ")).toBe("wide space");
});

it("looks past any amount of space for its 200 characters", () => {
  expect(previewOf(`${" ".repeat(5000)}found`)).toBe("found");
  expect(previewOf("a ".repeat(10) + " ".repeat(500) + "b".repeat(500))).toHaveLength(200);
});

it("never ends in half a character", () => {
  expect(previewOf(`a${"🦜".repeat(200)}`)).toBe(`a${"🦜".repeat(99)}`);
  expect(previewOf("🦜".repeat(200))).toBe("🦜".repeat(100));
});
