import { join } from "node:path";
import { ensureReadTimes, ensureTaken, ensureUnharmed } from "../expect.ts";
import { until } from "../until.ts";
import type { Case } from "./case.ts";

/** What the skill tells a model to do. Codex's sandbox keeps commands from the network. */
export const watches: Case = {
  name: "muster watch in its own shell brings a reply to the session that its hooks opened",
  fits: (_kind, { kind }) => kind !== "codex",
  async run(world) {
    const { model, person, place } = world;
    const program = join(place.home, ".config", "muster", "bin", "muster.cjs");
    model.play([
      { say: { shell: `"${process.execPath}" "${program}" watch --timeout 40` } },
      { say: { text: "Thank you for that." } },
    ]);
    const running = world.once("Please watch for me");
    const typed = (async () => {
      const { id: sessionId } = await world.newSession();
      await until("it watches", async () => {
        const { listening } = await person().session(sessionId);
        return listening.isListening && listening.carrier === "watch";
      });
      return { sessionId, id: await person().reply(sessionId, "Seen by the watch.") };
    })();
    const [ended, { sessionId, id }] = await Promise.all([running, typed]);
    ensureUnharmed(ended);
    ensureReadTimes(world, "Seen by the watch.", 1);
    await ensureTaken(world, sessionId, id, "watch");
  },
};
