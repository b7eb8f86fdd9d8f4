import { basename } from "node:path";
import type { Program } from "../program.ts";

const config = (modelUrl: string) => `{
  // The model and how it is reached.
  "$schema": "https://opencode.ai/config.json",
  "model": "scripted/scripted-model",
  "small_model": "scripted/scripted-model",
  "provider": {
    "scripted": {
      "npm": "@ai-sdk/openai-compatible",
      "name": "Scripted",
      "options": { "baseURL": "${modelUrl}/v1", "apiKey": "dummy" },
      "models": {
        "scripted-model": { "name": "Scripted", "tool_call": true, "limit": { "context": 100000, "output": 8000 } }, // one
      },
    },
  },
  "permission": { "bash": "allow" },
  "autoupdate": false,
  "share": "disabled",
}
`;

export const opencode: Program = {
  kind: "opencode",
  package: "opencode-ai@1.18.33",
  bin: "opencode",
  prepare: (place, modelUrl) => place.write(".config/opencode/opencode.jsonc", config(modelUrl)),
  env: () => ({ OPENCODE_DISABLE_MODELS_FETCH: "1", OPENCODE_DISABLE_AUTOUPDATE: "1", npm_config_fetch_retries: "0" }),
  once: (prompt) => ["run", prompt],
  terminal: { args: [], ready: /Ask anything/ },
  asking: {
    args: [],
    env: { OPENCODE_CONFIG_CONTENT: '{"permission":{"bash":"ask"}}' },
    make: (path) => ({ shell: `touch ${basename(path)}` }),
    dialog: /Permission required|Allow once/,
  },
};
