import { expect, test } from "vitest";
import type { OpenQuestionsAnswer, QuestionReply } from "#contract/question.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson, addTeam } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";

test("a person reads the open questions of one session, oldest first, with the numbers of their messages", async () => {
  const hub = await ownHub();
  const machine = await hub.machine();
  const person = await hub.person();
  const session = await machine.session("Deploy");
  const other = await machine.session("Another one");
  const ask = async (sessionId: string, text: string) => {
    const asked = await machine.send("POST", `/v1/sessions/${sessionId}/questions`, { body: { text } });
    return asked.json<QuestionReply>().question;
  };
  await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text: "a post before" } });
  const first = await ask(session.id, "First?");
  await ask(other.id, "Elsewhere?");
  const second = await ask(session.id, "Second?");
  const third = await ask(session.id, "Third?");
  await person.send("POST", `/v1/people/questions/${second.id}/answer`, { body: { text: "yes" } });

  const answer = await person.send("GET", `/v1/people/sessions/${session.id}/questions`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json<OpenQuestionsAnswer>().items).toEqual([
    { messageSeq: 2, question: first },
    { messageSeq: 4, question: third },
  ]);
  expect((await person.send("GET", "/v1/people/sessions/unknown/questions")).statusCode).toBe(404);
  expect((await machine.send("GET", `/v1/people/sessions/${session.id}/questions`)).statusCode).toBe(401);
});

test("a screen is told of a question when it is asked and when it is over, and what that makes of the session", async () => {
  const hub = await ownHub();
  const machine = await hub.machine();
  const person = await hub.person();
  const session = await machine.session("Deploy");
  // Notifications have frames of their own.
  await person.send("PATCH", "/v1/people/attention", { body: { pages: false } });
  hub.core.changes.flush();
  const screen = await openScreen({ host: await hub.listen(), cookie: person.cookie });
  const asked = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "Go?" } });
  const { question } = asked.json<QuestionReply>();
  await screen.has(3);
  const given = await person.send("POST", `/v1/people/questions/${question.id}/answer`, { body: { text: "yes" } });
  const place = { sessionId: session.id, messageSeq: 1 };
  const [, ...frames] = await screen.has(5);
  expect(frames).toMatchObject([
    { type: "message", message: { kind: "question", question }, session: { openQuestions: 1, attention: "question" } },
    { type: "question", ...place, question },
    { type: "question", ...place, question: given.json<QuestionReply>().question },
    { type: "session", session: { openQuestions: 0, attention: null } },
  ]);
});

test("an answer is an owner's or an operator's by their role in that discussion, and every try is written down", async () => {
  const hub = await ownHub();
  const machine = await hub.machine();
  const [here, there] = [await machine.session("Here"), await machine.session("There")];
  const team = await addTeam(hub, { narrowed: here.id, named: here.id });
  const ask = async ({ id }: { id: string }) => {
    const asked = await machine.send("POST", `/v1/sessions/${id}/questions`, { body: { text: "Which one?" } });
    return asked.json<QuestionReply>().question;
  };
  const answer = async ({ id }: { id: string }, as = team.operator) =>
    (await as.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: "this" } })).statusCode;
  const [first, second] = [await ask(here), await ask(there)];
  expect(await answer(first)).toBe(403);
  expect(await answer(first, { ...team.viewer })).toBe(403);
  expect(await answer(second, { ...team.viewer })).toBe(404);
  expect(await answer(second)).toBe(200);
  const entries = await hub.core.store.read.ledger.list(
    { types: ["question-answered", "decision-refused"] },
    { limit: 9 },
  );
  const otto = { type: "person", name: "Otto" };
  expect(entries).toMatchObject([
    { type: "question-answered", by: { ...otto, role: "operator" }, sessionId: there.id, subject: { id: second.id } },
    { type: "decision-refused", by: { name: "Vera" }, subject: { id: second.id }, details: { why: "unseen" } },
    { type: "decision-refused", by: { name: "Vera", role: "viewer" }, details: { why: "viewer" } },
    { type: "decision-refused", by: { ...otto, role: "viewer" }, subject: { type: "question", id: first.id } },
  ]);
});

test("of two answers from two devices at the same instant one wins, again and again", async () => {
  const hub = await ownHub();
  const machine = await hub.machine();
  const session = await machine.session("Deploy");
  const people = [await hub.person(), await addPerson(hub, "operator", "Otto")];
  for (let round = 0; round < 100; round += 1) {
    const asked = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "Go?" } });
    const { id } = asked.json<QuestionReply>().question;
    const answers = await Promise.all(
      people.map((person, at) => person.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: `${at}` } })),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [one, other] = answers.map((answer) => answer.json<QuestionReply>().question);
    expect(one).toEqual(other);
  }
  expect(await hub.core.store.read.ledger.list({ types: ["question-answered"] }, { limit: 200 })).toHaveLength(100);
});
