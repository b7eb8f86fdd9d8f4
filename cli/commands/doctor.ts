import type { Finding } from "#contract/machine.ts";
import type { Given } from "../arguments.ts";
import { examine } from "../doctor/examine.ts";
import { isWell, warning } from "../doctor/findings.ts";
import { showFindings } from "../doctor/show.ts";
import { type Exit, exits } from "../exits.ts";
import type { Hub } from "../http/hub.ts";
import { readKinds, readScope } from "../install/which-agents.ts";
import { explain } from "../output/explain.ts";
import { version } from "../output/help.ts";
import { paintFor } from "../output/paint.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

/** Lets the hub show the findings of this machine. Gives what went wrong, if anything did. */
const report = async (hub: Hub | undefined, findings: readonly Finding[]): Promise<readonly Finding[]> => {
  if (!hub) return [];
  try {
    await hub.client.call("changeMe", { body: { doctor: { version, findings: findings.slice(0, 200) } } });
    return [];
  } catch (error) {
    return [
      warning({ check: "report", text: `The hub did not take these findings: ${explain(error, hub.url).words}` }),
    ];
  }
};

/** `muster doctor`: looks whether all is well between the agents of this machine and the hub. */
export const run = async ({ words, options }: Given<typeof verbs.doctor.options>, world: World): Promise<Exit> => {
  const kinds = words.length > 0 ? readKinds(words).kinds : undefined;
  const { findings, hub } = await examine(world, { kinds, scope: readScope(options) });
  const all = [...findings, ...(await report(hub, findings))];
  const text = options.json
    ? `${JSON.stringify({ version, findings: all })}\n`
    : showFindings(all, paintFor(world.stdout, world.env));
  await world.stdout.write(text);
  return isWell(all) ? exits.done : exits.unexpected;
};
