import { ensure, ensureReadOnce, ensureTaken, ensureUnharmed, lastAsked, readings } from "../expect.ts";
import { until } from "../until.ts";
import type { Case } from "./case.ts";

/** pi has no MCP of its own, and Windsurf runs nowhere without its screen. */
const hasMcp: Case["fits"] = (_kind, { kind }) => kind !== "pi";

export const waitsByMcp: Case = {
  name: "the MCP tool wait_for_reply brings a reply",
  fits: hasMcp,
  async run(world) {
    const { model, person } = world;
    model.play([{ say: { tool: "wait_for_reply", input: {} } }, { say: { text: "Thank you." } }]);
    const running = world.once("Please wait for me");
    const typed = (async () => {
      const { id: sessionId } = await world.newSession();
      await until("the tool waits", async () => {
        const { listening } = await person().session(sessionId);
        return listening.isListening && listening.carrier === "mcp";
      });
      return { sessionId, id: await person().reply(sessionId, "Take the left one.") };
    })();
    const [ended, { sessionId, id }] = await Promise.all([running, typed]);
    ensureUnharmed(ended);
    ensureReadOnce(world, "Take the left one.");
    await ensureTaken(world, sessionId, id, "mcp");
  },
};

export const asksByMcp: Case = {
  name: "the MCP tool ask_person is answered by a button",
  fits: hasMcp,
  async run(world) {
    const { model, person } = world;
    const question = { text: "Which database shall I take?", options: [{ label: "Postgres" }, { label: "SQLite" }] };
    model.play([{ say: { tool: "ask_person", input: question } }, { say: { text: "Taken." } }]);
    const running = world.once("Please set up a database");
    const answered = (async () => {
      const { id } = await world.newSession();
      const asked = await until("the question is there", async () => {
        const messages = await person().messages(id);
        return messages.find((message) => message.question?.state === "open")?.question;
      });
      const option = asked.options.find(({ label }) => label === "SQLite");
      ensure(option !== undefined, `its options are ${JSON.stringify(asked.options)}`);
      await person().answer(asked.id, { optionId: option.id });
    })();
    const [ended] = await Promise.all([running, answered]);
    ensureUnharmed(ended);
    const read = readings(lastAsked(world), "SQLite").filter(({ role }) => role === "tool");
    ensure(read.length > 0, `the model did not read the answer: ${JSON.stringify(lastAsked(world).pieces.slice(-3))}`);
  },
};
