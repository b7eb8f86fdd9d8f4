import { join } from "node:path";
import { type HookEvent, shortSeconds } from "../../install/hook-command.ts";
import type { Integration, Place } from "../../install/plan.ts";
import { settingsFile } from "../../install/settings-file.ts";
import { skillFile } from "../../install/skill-file.ts";
import { switchedOff } from "../../install/switched-off.ts";

/**
 * Whatever a hook's own limit says, Qwen Code waits for a minute: at the end of a turn it ends the run with an error then, at
 * a permission it asks in its own dialog.
 */
const waitSeconds = 50;

const events: readonly HookEvent[] = [
  { event: "SessionStart", matcher: "*", limitSeconds: shortSeconds },
  { event: "UserPromptSubmit", matcher: "*", limitSeconds: shortSeconds },
  { event: "PreToolUse", matcher: "*", limitSeconds: shortSeconds },
  { event: "PermissionRequest", matcher: "*", limitSeconds: waitSeconds, waits: true },
  { event: "PostToolUse", matcher: "*", limitSeconds: shortSeconds },
  { event: "PostToolUseFailure", matcher: "*", limitSeconds: shortSeconds },
  { event: "Notification", matcher: "*", limitSeconds: shortSeconds },
  { event: "SubagentStart", matcher: "*", limitSeconds: shortSeconds },
  { event: "SubagentStop", matcher: "*", limitSeconds: shortSeconds },
  { event: "Stop", matcher: "*", limitSeconds: waitSeconds, waits: true },
  { event: "SessionEnd", matcher: "*", limitSeconds: shortSeconds },
];

const userFolder = ({ home }: Place): string => join(home(), ".qwen");

/** Qwen Code: https://qwenlm.github.io/qwen-code-docs. */
export const qwen: Integration = {
  programs: ["qwen"],
  packages: ["@qwen-code/qwen-code"],
  folder: userFolder,
  knownGood: "0.24.4",
  files(place, programs) {
    const folder = place.scope === "project" ? join(place.folder, ".qwen") : userFolder(place);
    return [
      settingsFile("qwen", events, { folder, place, programs }),
      skillFile(join(folder, "skills"), programs, place),
    ];
  },
  check: (place, read) => {
    const file = join(userFolder(place), "settings.json");
    return switchedOff(file, read, { path: ["disableAllHooks"], isOff: (value) => value === true });
  },
};
