import { expect, test } from "vitest";
import type { PersonSession } from "#contract/session.ts";
import { lineOf } from "./line-of.ts";

const at = (minute: number) => new Date(2026, 10, 20, 14, minute).toISOString();
const activity = (minute: number, text = "Runs npm test") => ({
  text,
  tool: "Bash",
  at: at(minute),
  toolCalls: 3,
  subagents: 0,
  masked: 0,
});
const said = (minute: number, kind: "post" | "reply" | "question" | "approval" = "post") => ({
  seq: 1,
  kind,
  fromName: "SwiftHeron",
  preview: "42/42 passing",
  level: "info" as const,
  at: at(minute),
});

const line = (more: Partial<PersonSession>) =>
  lineOf({
    state: "working",
    stateNote: null,
    activity: null,
    lastMessage: null,
    createdAt: at(0),
    ...more,
  } as PersonSession);

test("a row says what the agent does since its last message", () => {
  expect(line({ activity: activity(5), lastMessage: said(4) })).toEqual({
    type: "activity",
    text: "Runs npm test",
    at: at(5),
  });
  expect(line({ activity: activity(5) })).toMatchObject({ type: "activity" });
});

test("a message that came after it, or an agent that no longer works, shows the message", () => {
  expect(line({ activity: activity(3), lastMessage: said(4) })).toMatchObject({ type: "message", at: at(4) });
  expect(line({ state: "idle", activity: activity(5), lastMessage: said(4, "question") })).toMatchObject({
    type: "message",
    kind: "question",
  });
});

test("why an agent waits or is blocked goes before all else, and is gone when it works again", () => {
  const held = { stateNote: "Wants to run rm -rf build", activity: activity(5), lastMessage: said(4) };
  expect(line({ ...held, state: "waiting" })).toEqual({ type: "note", text: "Wants to run rm -rf build", at: at(5) });
  expect(line({ ...held, state: "blocked" })).toMatchObject({ type: "note" });
  expect(line({ ...held, state: "working" })).toMatchObject({ type: "activity" });
});

test("a session in which nothing happened says so since it was opened", () => {
  expect(line({})).toEqual({ type: "nothing", at: at(0) });
});

test("a tool call that it asks leave for goes before all else, in its own words where it is the last that was said", () => {
  const asking = {
    attention: "approval",
    openApprovals: 1,
    activity: activity(5),
    stateNote: "x",
    state: "waiting",
  } as const;
  expect(line({ ...asking, lastMessage: said(4, "approval") })).toMatchObject({ type: "message", kind: "approval" });
  expect(line({ ...asking, lastMessage: said(4) })).toMatchObject({ type: "note", text: "Asks leave for a tool call" });
  expect(line({ ...asking, openApprovals: 3 })).toMatchObject({ text: "Asks leave for 3 tool calls" });
});
