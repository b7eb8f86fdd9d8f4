import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpenQuestionsAnswer, QuestionReply } from "#contract/question.ts";
import type { OpenSessionAnswer } from "#contract/session.ts";
import { readClientFile } from "../platform/clientfile.ts";
import { until } from "../testing/turns.ts";
import { createCaller, type Outgoing } from "./call.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

const commandLine = join(import.meta.dirname, "../../cli/main.ts");

let home = "";
const open: { close(): unknown }[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "muster-ask-"));
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await rm(home, { recursive: true, force: true });
});

const startHub = async (port = 0): Promise<HubProcess> => {
  const hub = await startHubProcess(home, {}, port);
  open.push({ close: () => hub.kill() });
  return hub;
};

/** Calls the hub that has this address, whichever process is the hub just then. */
const callerOf = async (hub: HubProcess) => {
  const { call, close } = createCaller(hub.url);
  open.push({ close });
  const { headers = {} } = (await call(hub.signIn.slice(hub.url.length))) ?? {};
  const cookie = String(headers["set-cookie"]).split(";", 1)[0] ?? "";
  const key = (await readClientFile(join(home, "client")))?.key;
  const asMachine = { authorization: `Bearer ${key}` };
  const asPerson = { cookie, origin: hub.url };
  const send = async (path: string, outgoing: Outgoing) => (await call(path, outgoing))?.body;
  return {
    machine: (path: string, body: unknown) => send(path, { method: "POST", headers: asMachine, body }),
    person: (path: string) => send(path, { headers: asPerson }),
    answer: (id: string, body: unknown) =>
      send(`/v1/people/questions/${id}/answer`, { method: "POST", headers: asPerson, body }),
  };
};

/** `muster ask` in a process of its own. */
const startAsk = (...words: string[]) => {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, [commandLine, "ask", ...words], {
    env: { ...process.env, MUSTER_HOME: home, MUSTER_URL: "", MUSTER_KEY: "", MUSTER_SESSION: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  const ended = once(child, "close").then(([code]) => code as number | null);
  open.push({
    close: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  });
  return { said, ended, interrupt: () => child.kill("SIGINT") };
};

const start = async () => {
  const first = await startHub();
  const as = await callerOf(first);
  const { session } = (await as.machine("/v1/sessions", { title: "Deploy" })) as OpenSessionAnswer;
  const openQuestions = async () => {
    let answer: OpenQuestionsAnswer | undefined;
    // A connection that was kept from the hub before the kill may fail once.
    await until(async () => {
      answer = (await as.person(`/v1/people/sessions/${session.id}/questions`)) as OpenQuestionsAnswer | undefined;
      return answer !== undefined;
    }, "the hub answered");
    return (answer?.items ?? []).map(({ question }) => question);
  };
  const asked = async () => {
    await until(async () => (await openQuestions()).length > 0, "the question came");
    const [question, ...others] = await openQuestions();
    expect(others).toEqual([]);
    return question?.id ?? "";
  };
  return { first, port: Number(new URL(first.url).port), as, session, openQuestions, asked };
};

test("a hub killed while a question waits: the command line comes back and prints the answer given after", async () => {
  const { first, port, as, session, asked, openQuestions } = await start();
  const ask = startAsk(session.id, "Where to?", "--option", "Staging", "--option", "Production", "--free");
  const id = await asked();
  await first.kill();
  await until(() => ask.said.err.includes("Trying again"), "it noticed");
  await startHub(port);
  expect(await asked()).toBe(id);
  const answer = (await as.answer(id, { optionId: "2", text: "but slowly" })) as QuestionReply;
  expect(answer.question.state).toBe("answered");
  expect(await ask.ended).toBe(0);
  expect(ask.said.out).toBe("Production\nbut slowly\n");
  expect(ask.said.err).toContain("the hub answers again");
  expect(await openQuestions()).toEqual([]);
});

test("a question asked while the hub is away is asked once it is back; Ctrl-C takes it back", async () => {
  const { first, port, session, asked, openQuestions } = await start();
  await first.kill();
  const ask = startAsk(session.id, "Anybody there?");
  await until(() => ask.said.err.includes("Trying again"), "it noticed");
  await startHub(port);
  await asked();
  ask.interrupt();
  expect(await ask.ended).toBe(130);
  expect(await openQuestions()).toEqual([]);
  expect(ask.said.out).toBe("");
});
