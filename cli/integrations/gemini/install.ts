import { join } from "node:path";
import { approvalSeconds, type HookEvent, longSeconds, shortSeconds } from "../../install/hook-command.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { settingsFile } from "../../install/settings-file.ts";
import { agentsSkills, skillFile } from "../../install/skill-file.ts";
import { switchedOff } from "../../install/switched-off.ts";

const events: readonly HookEvent[] = [
  { event: "SessionStart", matcher: "*", limitSeconds: shortSeconds },
  { event: "BeforeAgent", matcher: "*", limitSeconds: shortSeconds },
  // It waits for a person only where the machine is set so.
  { event: "BeforeTool", matcher: "*", limitSeconds: approvalSeconds, waits: true },
  { event: "AfterTool", matcher: "*", limitSeconds: shortSeconds },
  { event: "AfterAgent", matcher: "*", limitSeconds: longSeconds, waits: true },
  { event: "Notification", matcher: "*", limitSeconds: shortSeconds },
  { event: "SessionEnd", matcher: "*", limitSeconds: shortSeconds },
];

const userFolder = ({ env, home }: Place): string => join(env.GEMINI_CLI_HOME || home(), ".gemini");

/** Gemini CLI: https://geminicli.com/docs/hooks, …/tools/mcp-server, …/cli/skills. */
export const gemini: Integration = {
  programs: ["gemini"],
  packages: ["@google/gemini-cli"],
  folder: userFolder,
  knownGood: "0.61.0",
  files(place, programs) {
    const folder = place.scope === "project" ? join(place.folder, ".gemini") : userFolder(place);
    return [
      settingsFile("gemini", events, { folder, place, programs }),
      skillFile(agentsSkills(place), programs, place),
    ];
  },
  check: (place, read) => {
    const file = join(userFolder(place), "settings.json");
    return switchedOff(file, read, { path: ["hooksConfig", "enabled"], isOff: (value) => value === false });
  },
};
