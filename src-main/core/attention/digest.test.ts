import { expect, test } from "vitest";
import type { AttentionKind } from "#contract/attention.ts";
import { digestOf } from "./digest.ts";

const held = (sessionId: string, kind: AttentionKind, messageSeq: number | null = null) => ({
  sessionId,
  kind,
  messageSeq,
  title: `Session ${sessionId}`,
});

test("nothing is told when nothing is left", () => {
  expect(digestOf([])).toEqual({ type: "none" });
});

test("one thing that is left comes as itself, so that it has its buttons", () => {
  const approval = { ...held("a", "approval", 7), own: "more of it" };
  expect(digestOf([approval])).toEqual({ type: "one", item: approval });
});

test("several things of one session are counted under its title, and lead to the first of them", () => {
  const items = [held("a", "message", 9), held("a", "approval", 7), held("a", "message", 8), held("a", "failed")];
  expect(digestOf(items)).toEqual({
    type: "digest",
    loudness: "normal",
    title: "Session a",
    body: "1 approval, failed, 2 messages",
    sessionId: "a",
    messageSeq: 7,
  });
});

test("several sessions are named with their counts, those that need somebody first", () => {
  const items = [
    ...[1, 2, 3].map((seq) => held("a", "message", seq)),
    held("b", "done", 4),
    held("c", "question", 5),
    held("c", "question", 6),
    held("d", "approval", 1),
  ];
  expect(digestOf(items)).toEqual({
    type: "digest",
    loudness: "normal",
    title: "2 sessions need you",
    body: "Session d: 1 approval\nSession c: 2 questions\nSession b: done\nSession a: 3 messages",
    sessionId: null,
    messageSeq: null,
  });
});

test("what is more than a notification has room for is a number", () => {
  const items = Array.from({ length: 7 }, (_, n) => held(String(n), "message", 1));
  expect(digestOf(items)).toMatchObject({
    title: "News of 7 sessions",
    body: [0, 1, 2, 3, 4].map((n) => `Session ${n}: 1 message\n`).join("") + "and 2 more sessions",
  });
  expect(digestOf(items.slice(0, 6))).toMatchObject({ body: expect.stringMatching(/\nand 1 more session$/) });
});

test.each<[AttentionKind[], string]>([
  [["stalled", "stalled"], "silent"],
  [["stalled", "message"], "normal"],
  [["urgent", "message"], "urgent"],
])("a digest of %j is %s", (kinds, loudness) => {
  expect(digestOf(kinds.map((kind, n) => held(String(n), kind)))).toMatchObject({ loudness });
});

test("each kind of thing has its words for one and for many", () => {
  const kinds = [
    "urgent",
    "approval",
    "question",
    "waiting",
    "mention",
    "failed",
    "done",
    "message",
    "stalled",
  ] as const;
  const one = "1 urgent message, 1 approval, 1 question, waiting for you, 1 mention, failed, done, 1 message, quiet";
  const two =
    "2 urgent messages, 2 approvals, 2 questions, waiting for you, 2 mentions, failed, done, 2 messages, quiet";
  const all = kinds.toReversed().map((kind) => held("a", kind));
  expect(digestOf(all)).toMatchObject({ body: one, messageSeq: null });
  expect(digestOf([...all, ...all])).toMatchObject({ body: two });
});
