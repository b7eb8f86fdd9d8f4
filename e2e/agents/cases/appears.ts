import { ensure, ensureUnharmed } from "../expect.ts";
import { until } from "../until.ts";
import type { Case } from "./case.ts";

/** Without a word from the model: a session, what it does, and what it said last. */
export const appears: Case = {
  name: "a session appears by itself, shows the tool call, and ends with the last words",
  fits: () => true,
  async run({ model, once, person, newSession }) {
    let activity = "";
    model.play([
      { say: { shell: "echo first-call" } },
      {
        before: async () => {
          const { id } = await newSession();
          const session = await until("the tool call shows", async () => {
            const now = await person().session(id);
            return now.activity && now.activity.toolCalls > 0 ? now : undefined;
          });
          activity = `${session.state} ${session.activity?.text}`;
        },
        say: { text: "The thing is done, all forty-two parts." },
      },
    ]);
    const ended = await once("Please do the thing");
    ensureUnharmed(ended);
    ensure(/^working .*first-call/.test(activity), `the activity was: ${activity}`);
    const { id, title } = await newSession();
    ensure(title.includes("Please do the thing") || title.length > 0, `its title is ${title}`);
    await until("the last words are posted", async () =>
      (await person().messages(id)).some(({ text }) => text.includes("all forty-two parts")),
    );
    await until("it is at rest", async () => ["idle", "done"].includes((await person().session(id)).state));
  },
};
