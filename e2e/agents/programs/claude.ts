import type { Program } from "../program.ts";

export const claude: Program = {
  kind: "claude",
  package: "@anthropic-ai/claude-code@2.1.328",
  bin: "claude",
  async prepare(place) {
    const trusted = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true, allowedTools: [] };
    await place.write(".claude.json", {
      hasCompletedOnboarding: true,
      lastOnboardingVersion: "99.0.0",
      theme: "dark",
      numStartups: 5,
      customApiKeyResponses: { approved: ["dummy-key"], rejected: [] },
      projects: { [place.project]: trusted },
    });
    await place.write(".claude/settings.json", {
      permissions: { allow: ["Bash", "mcp__muster"] },
      hooks: { Stop: [{ hooks: [{ type: "command", command: "true" }] }] },
    });
  },
  env: (modelUrl) => ({
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: "dummy-key",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
  }),
  once: (prompt) => ["-p", prompt],
  terminal: { args: [], ready: /❯/ },
  asking: {
    args: ["--permission-mode", "default"],
    make: (path, content) => ({ tool: "Write", input: { file_path: path, content } }),
    dialog: /Do you want to create/,
  },
};
