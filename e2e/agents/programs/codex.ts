import { basename } from "node:path";
import type { Program } from "../program.ts";

const config = (modelUrl: string, project: string) => `# The model and how it is reached.
model = "gpt-6-sol"
model_provider = "scripted"
check_for_update_on_startup = false
approval_policy = "never"
sandbox_mode = "workspace-write"

[analytics]
enabled = false

[model_providers.scripted]
name = "Scripted"
base_url = "${modelUrl}/v1" # on this computer
wire_api = "responses"
env_key = "SCRIPTED_KEY"

[projects."${project}"]
trust_level = "trusted"
`;

export const codex: Program = {
  kind: "codex",
  package: "@openai/codex@0.169.0",
  bin: "codex",
  prepare: (place, modelUrl) => place.write(".codex/config.toml", config(modelUrl, place.project)),
  env: () => ({ SCRIPTED_KEY: "dummy" }),
  // A person trusts the hooks once in the terminal program; a run without a terminal skips those that are not trusted.
  once: (prompt) => ["exec", "--dangerously-bypass-hook-trust", "--skip-git-repo-check", prompt],
  terminal: {
    args: [],
    ready: /describe a task|Ask Codex|gpt-6-sol .*·/,
    trust: { asks: /Hooks need review/, keys: ["Down", "Enter"] },
  },
  // It asks only before what the model wants to do outside the sandbox; a run without a terminal never does.
  asking: {
    args: ["-c", 'approval_policy="on-request"'],
    make: (path) => {
      const outside = { sandbox_permissions: "require_escalated", justification: "It is to be made." };
      return { tool: "exec_command", input: { cmd: `touch ${basename(path)}`, ...outside } };
    },
    dialog: /Would you like/,
  },
};
