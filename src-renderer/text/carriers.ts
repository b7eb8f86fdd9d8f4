import type { Carrier } from "#contract/receipt.ts";

/** What brings a reply into an agent, in a word. */
export const carrierNames: Record<Carrier, string> = {
  watch: "watch",
  hook: "hook",
  mcp: "MCP",
  plugin: "plugin",
  queue: "its queue",
  terminal: "terminal",
  runner: "runner",
};

/** The same after "handed over". */
export const carrierWords: Record<Carrier, string> = {
  watch: "by its watch",
  hook: "by its hook",
  mcp: "by its MCP tool",
  plugin: "by its plugin",
  queue: "by its own queue",
  terminal: "in its terminal",
  runner: "by its runner",
};

/** How a carrier works, for a tooltip. */
export const carrierHelp: Record<Carrier, string> = {
  watch: "A program that the agent started waits for replies.",
  hook: "The agent’s own hook asks for replies as it works.",
  mcp: "The agent called a tool that waits for replies.",
  plugin: "A plugin inside of the agent takes replies.",
  queue: "The agent has a queue of its own, which a program on its machine fills.",
  terminal: "A program on its machine types replies into its terminal.",
  runner: "A runner on its machine drives the agent.",
};
