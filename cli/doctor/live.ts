import { spawn } from "node:child_process";
import type { Finding } from "#contract/machine.ts";
import type { Hub } from "../http/hub.ts";
import type { Programs } from "../install/plan.ts";
import { newKey } from "../outbox/key.ts";
import type { World } from "../world.ts";
import { bad, good } from "./findings.ts";

const patienceMilliseconds = 10_000;

/** Runs the installed hook as an agent would; gives what went wrong, if anything did. */
const runHook = ({ node, hook }: Programs, world: World, input: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(node, [hook, "doctor"], {
      env: { ...world.env },
      stdio: ["pipe", "ignore", "pipe"],
      timeout: patienceMilliseconds,
      windowsHide: true,
    });
    let said = "";
    child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : `it ended with ${code ?? "a signal"} ${said}`.trim()));
    child.stdin.on("error", () => {}).end(input);
  });

/** Has the installed hook tell the hub something, and looks whether the hub heard it. */
export const checkLive = async (hub: Hub, programs: Programs, world: World): Promise<Finding> => {
  const check = "live test";
  const word = newKey(world.random);
  const problem = await runHook(programs, world, `${JSON.stringify({ word })}\n`);
  if (problem) return bad({ check, text: `The hook could not be run: ${problem}`, fix: "muster install all" });
  const { lastActs } = await hub.client.call("me");
  const isHeard = lastActs.some(({ event, version }) => event === "test" && version === word);
  return isHeard
    ? good({ check, text: "A test event went through the installed hook to the hub and was seen there" })
    : bad({
        check,
        text: "The hub did not hear the test event of the installed hook; hook.log beside hub.json says why",
      });
};
