import { expect, test } from "vitest";
import type { Message } from "#contract/message.ts";
import { fakeMessage } from "./fakes.ts";
import { createSending, type Pending } from "./sending.ts";

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

const setup = (kept: Pending[] = []) => {
  const calls: {
    pending: Pending;
    answer: (message: Message) => Promise<void>;
    fail: (error: unknown) => Promise<void>;
  }[] = [];
  const delivered: Message[] = [];
  let shelf: readonly Pending[] = kept;
  let keys = 0;
  const sending = createSending({
    send: (pending) =>
      new Promise((resolve, reject) => {
        calls.push({
          pending,
          answer: (message) => (resolve(message), settled()),
          fail: (error) => (reject(error), settled()),
        });
      }),
    isRefusal: (error) => error === "refused",
    personId: () => "me",
    newKey: () => `key${(keys += 1)}`,
    now: () => 1_700_000_000_000,
    keep: (unsent) => (shelf = unsent),
    kept,
    delivered: (message) => delivered.push(message),
  });
  const send = (text: string, afterSeq = 5) =>
    void sending.send({ sessionId: "s1", text, quote: null, attachments: [], afterSeq });
  const call = () => {
    const next = calls.shift();
    if (!next) throw new Error("Nothing was sent.");
    return next;
  };
  const texts = () => sending.list("s1").map(({ text, state }) => `${text}: ${state}`);
  return { sending, send, call, calls, texts, delivered, shelf: () => shelf };
};

const mine = (seq: number, text: string, more: Partial<Message> = {}) =>
  fakeMessage(seq, { kind: "reply", text, from: { type: "person", id: "me", name: "Me", role: "owner" }, ...more });

test("a reply is shown as sending until the answer comes", async () => {
  const { send, call, texts, delivered } = setup();
  send("go on");
  expect(texts()).toEqual(["go on: sending"]);
  await call().answer(mine(6, "go on"));
  expect(texts()).toEqual([]);
  expect(delivered.map(({ seq }) => seq)).toEqual([6]);
});

test("a reply that the stream brings before the answer is shown once", async () => {
  const { sending, send, call, texts } = setup();
  send("go on");
  sending.seen(mine(6, "go on"));
  expect(texts()).toEqual([]);
  await call().answer(mine(6, "go on"));
  sending.seen(mine(6, "go on"));
  expect(texts()).toEqual([]);
});

test("the same words sent twice are two replies, in whatever order the news comes", async () => {
  const { sending, send, call, texts } = setup();
  send("yes");
  send("yes");
  const [first, second] = [call(), call()];
  await first.answer(mine(6, "yes"));
  sending.seen(mine(6, "yes"));
  expect(texts()).toEqual(["yes: sending"]);
  sending.seen(mine(7, "yes"));
  expect(texts()).toEqual([]);
  await second.answer(mine(7, "yes"));
  expect(texts()).toEqual([]);
});

test("older replies with the same words, other people's and other sessions' are not taken for it", () => {
  const { sending, send, texts } = setup();
  send("yes", 5);
  sending.seen(mine(5, "yes"));
  sending.seen(mine(6, "yes", { from: { type: "person", id: "other", name: "Other", role: "owner" } }));
  sending.seen(mine(6, "yes", { sessionId: "s2" }));
  sending.seen(mine(6, "yes", { quote: { seq: 1, text: "?" } }));
  expect(texts()).toEqual(["yes: sending"]);
});

test("a reply that failed keeps its text and goes out again under the same key", async () => {
  const { sending, send, call, texts } = setup();
  send("go on");
  const first = call();
  await first.fail("no answer");
  expect(texts()).toEqual(["go on: failed"]);
  void sending.retry(first.pending.localId);
  const second = call();
  expect(second.pending.localId).toBe(first.pending.localId);
  await second.answer(mine(6, "go on"));
  expect(texts()).toEqual([]);
});

test("a reply whose answer was lost disappears when its message turns up", async () => {
  const { sending, send, call, texts } = setup();
  send("go on");
  await call().fail("no answer");
  sending.seen(mine(6, "go on"));
  expect(texts()).toEqual([]);
});

test("an answer that is lost after the stream brought the reply is no failure", async () => {
  const { sending, send, call, texts } = setup();
  send("go on");
  sending.seen(mine(6, "go on"));
  await call().fail("no answer");
  expect(texts()).toEqual([]);
});

test("a reply that the hub refused is not taken for another with the same words", async () => {
  const { sending, send, call, texts } = setup();
  send("go on");
  await call().fail("refused");
  sending.seen(mine(6, "go on"));
  expect(texts()).toEqual(["go on: failed"]);
});

test("what was on its way when the page was left is there as not sent", () => {
  const first = setup();
  first.send("go on");
  const second = setup([...first.shelf()]);
  expect(second.texts()).toEqual(["go on: failed"]);
  second.sending.discard(first.call().pending.localId);
  expect(second.texts()).toEqual([]);
  expect(second.shelf()).toEqual([]);
});

test("a list keeps its identity until it changes", () => {
  const { sending, send } = setup();
  expect(sending.list("s1")).toBe(sending.list("s2"));
  send("a");
  expect(sending.list("s1")).toBe(sending.list("s1"));
});
