import type { HookKind } from "./hook.ts";

/** How the hooks of each kind of agent are read and answered; loaded one at a time. */
export const hookKinds: Readonly<Record<string, () => Promise<HookKind>>> = {
  claude: async () => (await import("./claude/hook.ts")).claude,
  codex: async () => (await import("./codex/hook.ts")).codex,
  opencode: async () => (await import("./in-process.ts")).inProcess,
  pi: async () => (await import("./in-process.ts")).inProcess,
};
