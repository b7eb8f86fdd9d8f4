import { expect, test } from "vitest";
import { ownHub } from "../../testing/own-hub.ts";
import { startSteering } from "../../testing/steering.ts";

test("the stop word reaches the agent as a sign beside the rest of the text", async () => {
  const { reply, ask } = await startSteering(await ownHub());
  await reply("commit, then /STOP");
  expect(await ask()).toMatchObject({ items: [{ text: "commit, then", stop: true }], stop: true });
});

test("alone it comes with an empty text, and wakes whoever waits", async () => {
  const { reply, wait } = await startSteering(await ownHub());
  const { ended } = await wait();
  await reply("/stop");
  expect(await ended).toMatchObject({ items: [{ text: "", stop: true }], stop: true });
});

test("one of several replies with it stops the loop after all of them", async () => {
  const { reply, ask } = await startSteering(await ownHub());
  await reply("first this");
  await reply("/stop");
  await reply("and tidy up");
  expect(await ask()).toMatchObject({ items: [{ stop: false }, { stop: true }, { stop: false }], stop: true });
});

test("people see the message as it was written", async () => {
  const { reply, person, session } = await startSteering(await ownHub());
  await reply("commit, then /stop");
  const page = await person.send("GET", `/v1/people/sessions/${session.id}/messages`);
  expect(page.json()).toMatchObject({ items: [{ text: "commit, then /stop" }] });
});

test("the word is a setting that holds from the next hand-over on", async () => {
  const { reply, ask, person } = await startSteering(await ownHub());
  await reply("please halt");
  await person.send("PATCH", "/v1/people/settings", { body: { stopWord: "halt" } });
  expect(await ask()).toMatchObject({ items: [{ text: "please", stop: true }], stop: true });
  await reply("/stop");
  expect(await ask()).toMatchObject({ items: [{ text: "/stop", stop: false }], stop: false });
});
