import { join } from "node:path";
import { commandHooks, type HookEvent, longSeconds, mcpArguments } from "./hook-command.ts";
import { hooksEdit } from "./hooks-edit.ts";
import { entryEdit, jsonForm } from "./json-form.ts";
import type { FilePlan, Place, Programs } from "./plan.ts";

/** The `settings.json` of Gemini CLI and of what was made from it: hooks and MCP server, with limits in milliseconds. */
export const settingsFile = (
  kind: string,
  events: readonly HookEvent[],
  { folder, place, programs }: { folder: string; place: Place; programs: Programs },
): FilePlan => {
  const hooks = commandHooks(kind, events, { place, programs, perSecond: 1000 });
  const server = {
    command: programs.node,
    args: mcpArguments(kind, programs),
    timeout: longSeconds * 1000,
    // Its tools only talk to the person's own hub.
    trust: true,
  };
  const edits = [hooksEdit(hooks, { grouped: true }), entryEdit(["mcpServers", "muster"], server)];
  return { path: join(folder, "settings.json"), holds: "hooks and MCP server", form: jsonForm(edits) };
};
