import { expect, test } from "vitest";
import type { MessagePage } from "#contract/message.ts";
import { ownHub } from "../../testing/own-hub.ts";

const start = async () => {
  const hub = await ownHub({ settings: { requestBurst: 10, requestsPerMinute: 60 } });
  const machine = await hub.machine();
  const url = `/v1/sessions/${(await machine.session("Busy")).id}/messages`;
  // Opening the session took one of the ten.
  return { hub, machine, url, post: (text: string) => machine.send("POST", url, { body: { text } }) };
};

test("a burst is taken, then the machine is told how long to wait, and what was taken is kept", async () => {
  const { hub, machine, url, post } = await start();
  const answers = await Promise.all(Array.from({ length: 15 }, (_, number) => post(`m${number}`)));
  const taken = answers.filter(({ statusCode }) => statusCode === 201);
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect([taken.length, refused.length]).toEqual([9, 6]);
  for (const answer of refused) {
    expect(answer.json()).toMatchObject({ code: "rate-limited", status: 429 });
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.headers["retry-after"]).toBe("1");
  }
  hub.advance(60_000);
  const { items } = (await machine.send("GET", url)).json<MessagePage>();
  expect(items.map(({ text }) => text)).toEqual(Array.from({ length: 9 }, (_, number) => `m${number}`));
});

test("it refills in the long run at its rate, and never over the burst", async () => {
  const { hub, post } = await start();
  await Promise.all(Array.from({ length: 9 }, () => post("x")));
  expect((await post("x")).statusCode).toBe(429);
  hub.advance(3000);
  const three = await Promise.all(Array.from({ length: 5 }, () => post("x")));
  expect(three.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 429, 429]);
  hub.advance(3_600_000);
  const burst = await Promise.all(Array.from({ length: 12 }, () => post("x")));
  expect(burst.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10);
});

test("waiting as long as was said is enough", async () => {
  const { hub, post } = await start();
  await Promise.all(Array.from({ length: 9 }, () => post("x")));
  const wait = Number((await post("x")).headers["retry-after"]);
  hub.advance(wait * 1000);
  expect((await post("x")).statusCode).toBe(201);
});

test("each machine has its own, and people have none", async () => {
  const { hub, post } = await start();
  const other = await hub.machine("other");
  const person = await hub.person();
  await Promise.all(Array.from({ length: 12 }, () => post("x")));
  expect((await other.send("GET", "/v1/me")).statusCode).toBe(200);
  const answers = await Promise.all(Array.from({ length: 30 }, () => person.send("GET", "/v1/people/me")));
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
});
