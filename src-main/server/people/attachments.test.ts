import { beforeEach, describe, expect, test } from "vitest";
import type { Message } from "#contract/message.ts";
import { formOf, pixel, uploadTo } from "../../testing/files.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson } from "../../testing/people.ts";
import type { TestHub, TestMachine, TestPerson } from "../../testing/test-hub.ts";

const path = "/v1/people/attachments";

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;
beforeEach(async () => {
  hub = await ownHub();
  machine = await hub.machine();
  person = await hub.person();
});

const reply = (sessionId: string, attachments: string[], by = person) =>
  by.send("POST", `/v1/people/sessions/${sessionId}/replies`, { body: { text: "look", attachments } });

describe("a person's file", () => {
  test("goes along with a reply, and everyone signed in may read it", async () => {
    const viewer = await addPerson(hub, "viewer");
    const session = await machine.session("A");
    const file = await uploadTo(person.send, path, "pixel.png", pixel);
    expect((await viewer.send("GET", `${path}/${file.id}`)).statusCode).toBe(404);
    const replied = await reply(session.id, [file.id]);
    expect(replied.json<{ message: Message }>().message.attachments).toEqual([file]);
    const read = await viewer.send("GET", `${path}/${file.id}`);
    expect([read.statusCode, read.rawPayload.equals(pixel)]).toEqual([200, true]);
    expect(read.headers["content-disposition"]).toMatch(/^inline;/);
  });

  test("is not another's to send", async () => {
    const other = await addPerson(hub, "operator");
    const session = await machine.session("A");
    const { id } = await uploadTo(person.send, path, "a.txt", "x");
    expect((await reply(session.id, [id], other)).json()).toMatchObject({ code: "invalid" });
    expect((await reply(session.id, [id])).statusCode).toBe(201);
  });

  test("is taken from the hub's own page only", async () => {
    const { headers, body } = formOf("a.txt", "x");
    for (const origin of ["https://evil.example", "null", undefined]) {
      const from = { ...headers, cookie: person.cookie, ...(origin === undefined ? {} : { origin }) };
      const answer = await hub.send("POST", path, { headers: from, body });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, "forbidden"]);
    }
    expect((await hub.send("POST", path, { headers, body })).statusCode).toBe(401);
  });
});

test("what an agent posted is read by people, and what it only uploaded is not", async () => {
  const session = await machine.session("A");
  const file = await uploadTo(machine.send, "/v1/attachments", "log.txt", "line");
  expect((await person.send("GET", `${path}/${file.id}`)).statusCode).toBe(404);
  const body = { text: "see", attachments: [file.id] };
  await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body });
  const read = await person.send("GET", `${path}/${file.id}`);
  expect([read.statusCode, read.body]).toEqual([200, "line"]);
  expect((await hub.send("GET", `${path}/${file.id}`)).statusCode).toBe(401);
  await person.send("DELETE", `/v1/people/sessions/${session.id}`);
  expect((await person.send("GET", `${path}/${file.id}`)).statusCode).toBe(404);
});

test("a machine's key does not open the people's files, nor a cookie the machines'", async () => {
  const file = await uploadTo(person.send, path, "a.txt", "x");
  expect((await machine.send("GET", `${path}/${file.id}`)).statusCode).toBe(401);
  expect((await person.send("GET", `/v1/attachments/${file.id}`)).statusCode).toBe(401);
});
