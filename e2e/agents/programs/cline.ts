import type { Program } from "../program.ts";

export const cline: Program = {
  kind: "cline",
  package: "cline@3.0.65",
  bin: "cline",
  prepare: (place, modelUrl) =>
    place.write(".cline/data/settings/providers.json", {
      version: 1,
      lastUsedProvider: "openai-compatible",
      modes: {},
      providers: {
        "openai-compatible": {
          settings: {
            provider: "openai-compatible",
            apiKey: "dummy",
            model: "scripted-model",
            baseUrl: `${modelUrl}/v1`,
          },
          updatedAt: "2026-01-01T00:00:00.000Z",
          tokenSource: "manual",
        },
      },
    }),
  env: () => ({ CLINE_TELEMETRY_DISABLED: "1", CLINE_NO_AUTO_UPDATE: "1" }),
  endsWhenRefused: true,
  once: (prompt) => ["-P", "openai-compatible", "-m", "scripted-model", prompt],
};
