import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { oneLine } from "../output/plain.ts";
import { isBelow } from "./agent-process.ts";
import type { CarrierTarget, CarrierWay } from "./carrier.ts";
import { runProgram } from "./run-program.ts";

/** Agents drop an Enter that comes in the same breath as the text. */
const beforeEnterMilliseconds = 500;
const lookMilliseconds = 1000;
const mostLooks = 30;

const refuse = (why: string) => new Failure(exits.invalid, why);

/** tmux takes a semicolon at the end of an argument for the end of its command. */
const literal = (line: string) => (line.endsWith(";") ? `${line.slice(0, -1)}\\;` : line);

/** Types a line into the tmux pane that the agent runs in. It never answers a dialog: nothing is typed unless the agent is idle. */
export const openTerminal = ({ world, pid }: CarrierTarget): CarrierWay => {
  const [socket = ""] = (world.env.TMUX ?? "").split(",");
  const pane = world.env.TMUX_PANE ?? "";
  const tmux = (...words: string[]) => runProgram("tmux", ["-S", socket, ...words]);

  /** Whether the pane takes keys now; throws when it is not the agent's. */
  const look = async (): Promise<boolean> => {
    const form = "#{pane_id} #{pane_pid} #{pane_dead} #{pane_in_mode}";
    const [id, above, isDead, isInMode] = (await tmux("display-message", "-p", "-t", pane, form)).trim().split(" ");
    if (id !== pane || isDead !== "0") throw refuse("The terminal that the agent ran in is gone");
    if (!isBelow(pid, Number(above))) throw refuse("The agent no longer runs in the terminal that it was started in");
    return isInMode === "0";
  };

  return {
    mostChars: 2000,
    async deliver(text, isIdle) {
      for (let looks = 0; !(await look()); looks++) {
        if (looks === mostLooks || world.ending().aborted)
          throw refuse("Somebody is scrolling in the agent's terminal");
        await world.pause(lookMilliseconds, world.ending());
      }
      // Files were fetched and scrolling waited for since: what stands there now may ask for something.
      if (!(await isIdle())) throw refuse("The agent went on before this could be typed. Send it again");
      await tmux("send-keys", "-t", pane, "-l", "--", literal(oneLine(text)));
      await world.pause(beforeEnterMilliseconds);
      await tmux("send-keys", "-t", pane, "Enter");
    },
  };
};
