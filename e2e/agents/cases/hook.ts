import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensure, ensureReadOnce, ensureTaken, ensureUnharmed, lastAsked, readings } from "../expect.ts";
import { until } from "../until.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";

/** Replies in the new session, once it is there; gives the reply's and the session's id. */
const replyTo = async ({ newSession, person }: World, text: string) => {
  const { id: sessionId } = await newSession();
  return { sessionId, id: await person().reply(sessionId, text) };
};

export const atToolCall: Case = {
  name: "a reply reaches it with the next tool call",
  fits: ({ atToolCall: can }) => can,
  async run(world) {
    let sent = { sessionId: "", id: "" };
    world.model.play([
      {
        before: async () => {
          sent = await replyTo(world, "Use the blue one, please.");
        },
        say: { shell: "echo a-call" },
      },
      { say: { shell: "echo another-call" } },
      { say: { text: "Used it." } },
    ]);
    ensureUnharmed(await world.once("Please paint"));
    const next = world.model.asked().find(({ turn }) => turn === 1);
    ensure(next !== undefined && readings(next, "the blue one").length === 1, "it was not in the next request");
    ensureReadOnce(world, "Use the blue one, please.");
    await ensureTaken(world, sent.sessionId, sent.id, "hook");
  },
};

export const atTurnEnd: Case = {
  name: "a reply reaches it at the end of its turn",
  fits: ({ atTurnEnd: can }) => can,
  async run(world) {
    let sent = { sessionId: "", id: "" };
    world.model.play([
      {
        before: async () => {
          sent = await replyTo(world, "And the tests too.");
        },
        say: { text: "I think I am done." },
      },
      { say: { text: "The tests too." } },
    ]);
    ensureUnharmed(await world.once("Please write it"));
    ensureReadOnce(world, "And the tests too.");
    await ensureTaken(world, sent.sessionId, sent.id, "hook");
  },
};

export const waitsForMe: Case = {
  name: "with wait for me on it waits at the end of its turn, and the stop word lets it go",
  fits: ({ atTurnEnd: can }) => can,
  async run(world) {
    const { model, person } = world;
    let sessionId = "";
    const isParked = async () => {
      const { listening } = await person().session(sessionId);
      return listening.isListening && listening.carrier === "hook";
    };
    model.play([
      {
        before: async () => {
          sessionId = (await world.newSession()).id;
          await person().change(sessionId, { waitForMe: true });
        },
        say: { text: "Ready for more." },
      },
      { say: { shell: "echo more-work" } },
      { say: { text: "More is done." } },
      { say: { text: "And the last." } },
    ]);
    const running = world.once("Please begin");
    const typed = (async () => {
      await until("the hook waits", () => sessionId !== "" && isParked());
      const first = await person().reply(sessionId, "Go on with part two.");
      await model.until(({ turn }) => turn === 2);
      await until("the hook waits again", isParked);
      const last = await person().reply(sessionId, "Write it down. /stop");
      return [first, last];
    })();
    const [ended, ids] = await Promise.all([running, typed]);
    ensureUnharmed(ended);
    ensureReadOnce(world, "Go on with part two.");
    ensureReadOnce(world, "Write it down.");
    for (const id of ids) await ensureTaken(world, sessionId, id, "hook");
    const said = ["Ready for more.", "More is done.", "And the last."];
    await until("each turn's last words are posted", async () => {
      const posts = (await person().messages(sessionId)).filter(({ kind }) => kind === "post");
      return posts.map(({ text }) => text).join("\n") === said.join("\n");
    });
  },
};

export const interrupts: Case = {
  name: "/interrupt refuses the next tool call with the person's words",
  fits: ({ interrupt }) => interrupt,
  async run(world) {
    const { model, place, program, person } = world;
    const isMade = (name: string) => existsSync(join(place.project, name));
    let sent = { sessionId: "", id: "" };
    model.play([
      {
        before: async () => {
          sent = await replyTo(world, "/interrupt Not that file, please.");
        },
        say: { shell: "echo made > refused.txt" },
      },
      { say: { shell: "echo made > allowed.txt" } },
      { say: { text: "As you wish." } },
    ]);
    ensureUnharmed(await world.once("Please make the file"));
    ensure(!isMade("refused.txt"), "the refused call ran");
    await until("the interruption is taken up", async () => {
      const messages = await person().messages(sent.sessionId);
      return messages.find(({ id }) => id === sent.id)?.receipt?.state === "taken";
    });
    await until("it is at rest", async () => (await person().session(sent.sessionId)).state !== "working");
    if (program.endsWhenRefused) return;
    ensure(isMade("allowed.txt"), "the call after it did not run");
    const read = readings(lastAsked(world), "Not that file, please.");
    ensure(read.length === 1, `the model read the words ${read.length} times: ${JSON.stringify(read)}`);
  },
};
