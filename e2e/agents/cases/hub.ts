import { ensure, ensureUnharmed } from "../expect.ts";
import { until } from "../until.ts";
import type { Case } from "./case.ts";

export const hubComesBack: Case = {
  name: "the hub is killed in the middle and comes back: the agent goes on and nothing is lost",
  fits: () => true,
  async run(world) {
    const { model, hub, person } = world;
    let sessionId = "";
    model.play([
      { say: { shell: "echo before-the-kill" } },
      {
        before: async () => {
          sessionId = (await world.newSession()).id;
          await hub.kill();
        },
        say: { shell: "echo while-it-is-away" },
      },
      { before: () => hub.start(), say: { shell: "echo after-it-is-back" } },
      { say: { text: "All three calls are made." } },
    ]);
    ensureUnharmed(await world.once("Please make three calls"));
    await until("the last words arrive", async () =>
      (await person().messages(sessionId)).some(({ text }) => text.includes("All three calls")),
    );
    const { activity } = await person().session(sessionId);
    ensure(activity?.toolCalls === 3, `it counts ${activity?.toolCalls} tool calls`);
    const doubled = (await person().messages(sessionId)).filter(({ text }) => text.includes("All three calls"));
    ensure(doubled.length === 1, `the last words came ${doubled.length} times`);
  },
};

export const hubIsAway: Case = {
  name: "the hub is away all the time: the agent is unharmed, and all arrives later in order",
  fits: () => true,
  async run(world) {
    const { model, hub, muster, person } = world;
    const words = ["First words of this run.", "Second words of this run."];
    await hub.stop();
    for (const text of words) {
      model.play([{ say: { shell: "echo unseen" } }, { say: { text } }]);
      ensureUnharmed(await world.once(`Please say: ${text}`));
    }
    await hub.start();
    await muster("sessions");
    const posts = await until("both last words arrive", async () => {
      const sessions = await person().sessions();
      const messages = (await Promise.all(sessions.map(({ id }) => person().messages(id)))).flat();
      const found = messages.filter(({ text }) => words.some((one) => text.includes(one)));
      return found.length >= 2 ? found : undefined;
    });
    const inOrder = posts.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ text }) => text);
    ensure(inOrder.length === 2 && inOrder[0]?.includes("First") === true, `they came as ${JSON.stringify(inOrder)}`);
  },
};
