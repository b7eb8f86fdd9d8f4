import { join } from "node:path";
import { assets } from "../../install/assets.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { pluginFile } from "../../install/plugin-file.ts";
import { agentsSkills, skillFile } from "../../install/skill-file.ts";

const userFolder = ({ env, home }: Place): string => env.PI_CODING_AGENT_DIR || join(home(), ".pi", "agent");

/** pi: https://github.com/badlogic/pi-mono, packages/coding-agent/docs/extensions.md and skills.md. It has no MCP. */
export const pi: Integration = {
  programs: ["pi"],
  packages: ["@mariozechner/pi-coding-agent", "@earendil-works/pi-coding-agent"],
  folder: userFolder,
  knownGood: "0.73.1",
  files(place, programs) {
    const folder = place.scope === "project" ? join(place.folder, ".pi") : userFolder(place);
    return [
      pluginFile(join(folder, "extensions", "muster.ts"), assets.pi(), programs),
      skillFile(agentsSkills(place), programs, place),
    ];
  },
};
