import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../testing/temp-folder.ts";
import { gemini } from "./hook.ts";

const common = { session_id: "one", cwd: "/work", hook_event_name: "AfterAgent" };

test("at the end of a turn only what it said last is told, also after a hook made it go on", () => {
  const transcript_path = join(tempFolder(), "session.jsonl");
  const lines = [
    { id: "a", type: "gemini", content: "Ready for more." },
    { id: "b", type: "user", content: [{ text: "[Muster · Ann (owner)] go on" }] },
    { id: "c", type: "gemini", content: "More is done." },
    { $set: { lastUpdated: "2026-11-21T10:41:41.769Z" } },
  ];
  writeFileSync(transcript_path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const ended = { ...common, transcript_path, prompt_response: "Ready for more.\nMore is done." };
  const postOf = (more: object) => gemini.read({ ...ended, ...more }, {})?.post?.text;
  expect(postOf({})).toBe("More is done.");
  expect(postOf({ transcript_path: "/nowhere" })).toBe("Ready for more.\nMore is done.");
  expect(postOf({ prompt_response: "Words that are not written yet." })).toBe("Words that are not written yet.");
});

test("a reply that a hook handed over is no prompt of the person at the terminal", () => {
  const asked = { ...common, hook_event_name: "BeforeAgent" };
  expect(gemini.read({ ...asked, prompt: "Fix the login" }, {})?.event).toBe("prompted");
  expect(gemini.read({ ...asked, prompt: "[Muster · Ann (owner)] go on" }, {})?.event).toBe("tool-done");
});
