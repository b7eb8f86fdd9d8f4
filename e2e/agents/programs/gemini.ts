import type { Program } from "../program.ts";

export const gemini: Program = {
  kind: "gemini",
  package: "@google/gemini-cli@0.61.0",
  bin: "gemini",
  async prepare(place) {
    await place.write(".gemini/settings.json", {
      security: { auth: { selectedType: "gemini-api-key" }, folderTrust: { enabled: true } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      telemetry: { enabled: false },
      ui: { hideTips: true },
    });
    await place.write(".gemini/trustedFolders.json", { [place.project]: "TRUST_FOLDER" });
  },
  env: (modelUrl) => ({ GEMINI_API_KEY: "dummy", GOOGLE_GEMINI_BASE_URL: modelUrl }),
  once: (prompt) => ["-p", prompt, "-m", "gemini-2.5-pro", "--approval-mode", "yolo"],
  terminal: { args: ["-m", "gemini-2.5-pro", "--approval-mode", "yolo"], ready: /Type your message/ },
};
