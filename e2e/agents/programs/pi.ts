import { basename } from "node:path";
import type { Program } from "../program.ts";

const chosen = ["--provider", "scripted", "--model", "scripted-model"];

export const pi: Program = {
  kind: "pi",
  package: "@mariozechner/pi-coding-agent@0.73.1",
  bin: "pi",
  prepare: (place, modelUrl) =>
    place.write(".pi/agent/models.json", {
      providers: {
        scripted: {
          baseUrl: `${modelUrl}/v1`,
          api: "openai-completions",
          apiKey: "dummy",
          models: [
            {
              id: "scripted-model",
              name: "Scripted",
              reasoning: false,
              input: ["text"],
              cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
              contextWindow: 100_000,
              maxTokens: 8000,
            },
          ],
        },
      },
    }),
  env: () => ({ PI_OFFLINE: "1", PI_TELEMETRY: "0" }),
  once: (prompt) => [...chosen, "-p", prompt],
  terminal: { args: chosen, ready: /scripted-model/ },
  // It has no dialog of its own.
  asking: { args: [], make: (path) => ({ shell: `touch ${basename(path)}` }), dialog: /Working/ },
};
