import type { HookKind } from "./hook.ts";

/** How the hooks of each kind of agent are read and answered; loaded one at a time. */
export const hookKinds: Readonly<Record<string, () => Promise<HookKind>>> = {
  claude: async () => (await import("./claude/hook.ts")).claude,
  codex: async () => (await import("./codex/hook.ts")).codex,
  gemini: async () => (await import("./gemini/hook.ts")).gemini,
  qwen: async () => (await import("./qwen/hook.ts")).qwen,
  cline: async () => (await import("./cline/hook.ts")).cline,
  windsurf: async () => (await import("./windsurf/hook.ts")).windsurf,
  opencode: async () => (await import("./in-process.ts")).inProcess,
  pi: async () => (await import("./in-process.ts")).inProcess,
  doctor: async () => (await import("./doctor/hook.ts")).doctor,
};
