import { basename } from "node:path";
import type { Program } from "../program.ts";

export const qwen: Program = {
  kind: "qwen",
  package: "@qwen-code/qwen-code@0.24.4",
  bin: "qwen",
  prepare: (place) =>
    place.write(".qwen/settings.json", {
      security: { auth: { selectedType: "openai" } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, disableAutoUpdate: true },
      telemetry: { enabled: false },
    }),
  env: (modelUrl) => ({
    OPENAI_API_KEY: "dummy",
    OPENAI_BASE_URL: `${modelUrl}/v1`,
    OPENAI_MODEL: "scripted-model",
    QWEN_TELEMETRY_ENABLED: "false",
  }),
  once: (prompt) => ["-p", prompt, "--approval-mode", "yolo"],
  terminal: { args: ["--approval-mode", "yolo"], ready: /Type your message/ },
  asking: {
    instead: ["--approval-mode", "default"],
    args: [],
    make: (path) => ({ shell: `touch ${basename(path)}` }),
    dialog: /Yes, allow once/,
  },
};
