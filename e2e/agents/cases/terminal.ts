import { ensure, ensureReadOnce, ensureTaken, lastAsked, readings } from "../expect.ts";
import type { Terminal } from "../terminal.ts";
import { until } from "../until.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";
import { onTerminal } from "./on-terminal.ts";

/** A first prompt and its answer; after it the agent is idle. Gives the session's id. */
const oneTurn = async (world: World, terminal: Terminal): Promise<string> => {
  await terminal.say("Please begin with the first part");
  await terminal.shows(/The first part is there/);
  const { id } = await world.newSession();
  await until("it is at rest", async () => (await world.person().session(id)).state === "idle");
  return id;
};

/** The idle agent is woken by a reply that this carrier brings; a second one reaches it while it works. */
const wakes = async (world: World, carrier: string) => {
  const { model, person } = world;
  let busy = "";
  let sessionId = "";
  model.play([
    { say: { text: "The first part is there." } },
    {
      before: async () => {
        busy = await person().reply(sessionId, "Mind the tests.");
      },
      say: { shell: "echo second-part" },
    },
    { say: { text: "The second part is there." } },
    { say: { text: "Everything is there." } },
  ]);
  await onTerminal(world, {}, async (terminal) => {
    sessionId = await oneTurn(world, terminal);
    const idle = await person().reply(sessionId, "Now the second part.");
    await model.until((asked) => readings(asked, "Now the second part.").length > 0);
    await ensureTaken(world, sessionId, idle, carrier);
    await model.until((asked) => readings(asked, "Mind the tests.").length > 0);
    await until("the second is taken up", async () => {
      const messages = await person().messages(sessionId);
      return messages.find(({ id }) => id === busy)?.receipt?.state === "taken";
    });
    ensureReadOnce(world, "Now the second part.");
    ensureReadOnce(world, "Mind the tests.");
  });
};

export const byPlugin: Case = {
  name: "on a terminal the plugin wakes it with a reply, and brings one while it works",
  fits: ({ plugin }) => plugin,
  run: (world) => wakes(world, "plugin"),
};

export const byQueue: Case = {
  name: "on a terminal its own queue wakes it with a reply",
  fits: ({ queue }) => queue,
  run: (world) => wakes(world, "queue"),
};

export const byTerminal: Case = {
  name: "in tmux a reply is typed to it once its machine allows that",
  fits: ({ plugin, queue }, { terminal }) => terminal !== undefined && !plugin && !queue,
  async run(world) {
    const { model, person } = world;
    const parts = ["first", "second", "third"].map((part) => ({ say: { text: `The ${part} part is there.` } }));
    model.play(parts);
    await person().allowTyping(true);
    try {
      await onTerminal(world, {}, async (terminal) => {
        const id = await oneTurn(world, terminal);
        const reply = await person().reply(id, "Now the second part.");
        await terminal.shows(/The second part is there/);
        await ensureTaken(world, id, reply, "terminal");
        ensureReadOnce(world, "Now the second part.");
      });
    } finally {
      await person().allowTyping(false);
    }
  },
};

export const answersItsQuestion: Case = {
  name: "its own question to the person is answered in the page",
  fits: (_kind, { kind }) => kind === "claude",
  async run(world) {
    const { model, person } = world;
    const options = [
      { label: "Red", description: "like a rose" },
      { label: "Blue", description: "like the sea" },
    ];
    const questions = [{ question: "Which colour shall it be?", header: "Colour", multiSelect: false, options }];
    model.play([{ say: { tool: "AskUserQuestion", input: { questions } } }, { say: { text: "So be it." } }]);
    await onTerminal(world, {}, async (terminal) => {
      await terminal.say("Please paint the house");
      await terminal.shows(/Which colour shall it be/);
      const { id } = await world.newSession();
      const asked = await until("the question is in the page", async () => {
        const messages = await person().messages(id);
        return messages.find(({ question }) => question?.state === "open")?.question;
      });
      const blue = asked.options.find(({ label }) => label === "Blue");
      ensure(blue !== undefined, `its options are ${JSON.stringify(asked.options)}`);
      await person().answer(asked.id, { optionId: blue.id });
      await terminal.shows(/So be it/);
      const read = readings(lastAsked(world), "Blue").filter(({ role }) => role === "tool");
      ensure(read.length === 1, `the model read: ${JSON.stringify(lastAsked(world).pieces.slice(-3))}`);
    });
  },
};
