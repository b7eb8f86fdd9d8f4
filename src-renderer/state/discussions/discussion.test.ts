import { expect, test } from "vitest";
import { createDiscussion } from "./discussion.ts";
import { fakeMessage, fakePages, fakeQuestion, fakeReceipt, fakeTimers, span } from "./fakes.ts";

const setup = () => {
  const pages = fakePages();
  const timers = fakeTimers();
  const seen: number[] = [];
  const discussion = createDiscussion({
    readAfter: pages.readAfter,
    later: timers.later,
    mayRetry: (error) => error !== "gone",
    seen: (message) => seen.push(message.seq),
  });
  return { discussion, pages, timers, seen };
};

test("looking at the end of a long discussion reads its last page only", async () => {
  const { discussion, pages } = setup();
  discussion.look(99_960, 100_000, 100_000);
  expect(pages.asked.map(({ after }) => after)).toEqual([99_900]);
  await pages.take().answer(span(99_901, 100_000));
  expect(discussion.get(100_000)?.text).toBe("message 100000");
  expect(discussion.get(99_900)).toBeUndefined();
});

test("what is close to a page's edge reads the page beyond it too", () => {
  const { discussion, pages } = setup();
  discussion.look(310, 320, 1_000);
  expect(pages.asked.map(({ after }) => after)).toEqual([200, 300]);
});

test("a page is asked for once, however often it is looked at", async () => {
  const { discussion, pages, timers } = setup();
  for (let i = 0; i < 20; i++) discussion.look(150 + i, 155, 1_000);
  timers.run();
  expect(pages.asked).toHaveLength(1);
  await pages.take().answer(span(101, 200));
  timers.run();
  discussion.look(150, 155, 1_000);
  expect(pages.asked).toHaveLength(0);
});

test("what flies by while scrolling fast is never asked for, and what was left behind is called off", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(99_950, 99_950, 100_000);
  const first = pages.take();
  for (let seq = 90_050; seq > 10_050; seq -= 1_000) discussion.look(seq, seq, 100_000);
  expect(pages.asked).toHaveLength(0);
  timers.runOnce();
  expect(first.isAborted()).toBe(true);
  expect(pages.asked.map(({ after }) => after)).toEqual([11_000]);
});

test("a message that comes by the stream is there without reading", () => {
  const { discussion, pages, timers } = setup();
  discussion.look(1, 1, 1);
  discussion.take(fakeMessage(1));
  timers.run();
  discussion.look(1, 1, 1);
  expect(pages.asked).toHaveLength(1);
  expect(discussion.get(1)?.seq).toBe(1);
  expect(discussion.newest()).toBe(1);
});

test("a receipt that comes while its page is on its way is not undone by the page", async () => {
  const { discussion, pages } = setup();
  discussion.look(1, 3, 3);
  discussion.takeReceipt(2, fakeReceipt("m2", "taken"));
  await pages.take().answer([fakeMessage(1), fakeMessage(2, { receipt: fakeReceipt("m2", "queued") }), fakeMessage(3)]);
  expect(discussion.get(2)?.receipt?.state).toBe("taken");
});

test("an answer that comes after the stream has moved the receipt on does not set it back", () => {
  const { discussion } = setup();
  discussion.take(fakeMessage(1, { receipt: fakeReceipt("m1", "queued") }));
  discussion.takeReceipt(1, fakeReceipt("m1", "handed"));
  discussion.takeAnswer(fakeMessage(1, { receipt: fakeReceipt("m1", "queued") }));
  expect(discussion.get(1)?.receipt?.state).toBe("handed");
});

test("the late answer to a reply does not undo what the stream has told of it since", () => {
  const { discussion } = setup();
  discussion.look(1, 1, 1);
  discussion.take(fakeMessage(1, { kind: "reply", receipt: fakeReceipt("m1", "queued") }));
  discussion.takeReceipt(1, fakeReceipt("m1", "taken", { at: new Date(1_700_000_000_500).toISOString() }));
  discussion.take(fakeMessage(1, { kind: "reply", receipt: fakeReceipt("m1", "queued") }));
  expect(discussion.get(1)?.receipt?.state).toBe("taken");
});

test("a receipt changes the message that it belongs to, and no message of another id", async () => {
  const { discussion, pages } = setup();
  discussion.look(1, 2, 2);
  await pages.take().answer(span(1, 2));
  discussion.takeReceipt(1, fakeReceipt("m1", "handed"));
  discussion.takeReceipt(2, fakeReceipt("other", "handed"));
  expect(discussion.get(1)?.receipt?.state).toBe("handed");
  expect(discussion.get(2)?.receipt).toBeNull();
});

test("a message that did not change keeps its identity when its page is read again", async () => {
  const { discussion, pages } = setup();
  discussion.look(1, 2, 2);
  await pages.take().answer(span(1, 2));
  const before = discussion.get(2);
  discussion.resync();
  expect(discussion.get(2)).toBe(before);
  await pages.take().answer([fakeMessage(1, { text: "restored" }), fakeMessage(2)]);
  expect(discussion.get(2)).toBe(before);
  expect(discussion.get(1)?.text).toBe("restored");
});

test("after a gap the pages looked at are read again and the others are forgotten", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(50, 55, 1_000);
  await pages.take().answer(span(1, 100));
  timers.run();
  discussion.look(550, 555, 1_000);
  await pages.take().answer(span(501, 600));
  discussion.resync();
  expect(discussion.get(50)).toBeUndefined();
  expect(discussion.get(550)).toBeDefined();
  expect(pages.asked.map(({ after }) => after)).toEqual([500]);
});

test("what the hub no longer has after a gap is gone here too", async () => {
  const { discussion, pages } = setup();
  discussion.look(1, 3, 3);
  await pages.take().answer(span(1, 3));
  discussion.resync();
  await pages.take().answer(span(1, 2));
  expect(discussion.get(3)).toBeUndefined();
  expect(discussion.newest()).toBe(2);
});

test("a message that comes while its page is read again is not lost", async () => {
  const { discussion, pages } = setup();
  discussion.look(1, 2, 2);
  await pages.take().answer(span(1, 2));
  discussion.resync();
  discussion.take(fakeMessage(3));
  await pages.take().answer(span(1, 2));
  expect(discussion.get(3)?.seq).toBe(3);
});

test("a page that could not be read is tried again later, and at once when the hub is back", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(1, 3, 3);
  await pages.take().fail("away");
  expect(discussion.failure()).toBe("away");
  timers.runOnce();
  await pages.take().fail("away");
  discussion.retry();
  await pages.take().answer(span(1, 3));
  expect(discussion.failure()).toBeNull();
  expect(discussion.get(1)).toBeDefined();
});

test("a refusal is not tried again", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(1, 3, 3);
  await pages.take().fail("gone");
  timers.run();
  expect(pages.asked).toHaveLength(0);
});

test("a hole that the hub does not fill is asked for once", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(1, 3, 3);
  await pages.take().answer([fakeMessage(1), fakeMessage(3)]);
  timers.run();
  discussion.look(1, 3, 3);
  expect(pages.asked).toHaveLength(0);
});

test("only pages near to what is looked at are kept", async () => {
  const { discussion, pages, timers } = setup();
  for (let page = 0; page < 60; page++) {
    discussion.look(page * 100 + 50, page * 100 + 51, 100_000);
    await pages.take().answer(span(page * 100 + 1, page * 100 + 100));
    timers.run();
  }
  expect(discussion.get(50)).toBeUndefined();
  expect(discussion.get(5_950)).toBeDefined();
  expect(discussion.get(4_950)).toBeDefined();
});

test("many messages in one moment draw the screen once", () => {
  const { discussion, timers } = setup();
  let drawn = 0;
  discussion.subscribe(() => (drawn += 1));
  for (const message of span(1, 500)) discussion.take(message);
  timers.run();
  expect(drawn).toBe(1);
});

test("a discussion that is closed asks for nothing more", async () => {
  const { discussion, pages, timers } = setup();
  discussion.look(1, 3, 3);
  const page = pages.take();
  discussion.close();
  await page.answer(span(1, 3));
  expect(page.isAborted()).toBe(true);
  expect(timers.count()).toBe(0);
});

test("a question that was answered on the stream stays so, whatever an older page says", async () => {
  const { discussion, pages, timers } = setup();
  const asked = fakeMessage(5, { kind: "question", question: fakeQuestion("m5") });
  discussion.look(1, 10, 10);
  discussion.takeQuestion(5, fakeQuestion("m5", { state: "answered" }));
  await pages.take().answer([...span(1, 4), asked, ...span(6, 10)]);
  timers.run();
  expect(discussion.get(5)?.question?.state).toBe("answered");
  discussion.take(asked);
  discussion.takeQuestion(5, fakeQuestion("m5"));
  timers.run();
  expect(discussion.get(5)?.question?.state).toBe("answered");
});
