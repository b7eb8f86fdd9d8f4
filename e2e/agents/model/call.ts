import type { OfferedTool, ToolCall, Turn } from "./conversation.ts";

/** The shell tools that agents offer, and how each takes a command. */
const shells: Record<string, (command: string) => Record<string, unknown>> = {
  Bash: (command) => ({ command, description: "scripted" }),
  bash: (command) => ({ command, description: "scripted" }),
  run_shell_command: (command) => ({ command, description: "scripted", is_background: false }),
  run_commands: (command) => ({ commands: [command] }),
  exec_command: (command) => ({ cmd: command }),
  shell_command: (command) => ({ command }),
};

let calls = 0;
const id = () => `${Date.now().toString(36)}${(calls++).toString(36)}`;

const js = JSON.stringify;

/** Codex's present models write JavaScript that calls the tools: the one tool that they are offered is `exec`. */
const byScript = (exec: OfferedTool, turn: Exclude<Turn, { text: string }>): ToolCall => {
  const called =
    "shell" in turn
      ? `tools.exec_command(${js({ cmd: turn.shell })})`
      : `tools[ALL_TOOLS.find(({ name }) => name.endsWith(${js(turn.tool)})).name](${js(turn.input)})`;
  return {
    ...exec,
    id: id(),
    input: `const r = await ${called}; text(typeof r === "string" ? r : JSON.stringify(r));`,
  };
};

/**
 * The call that a scripted turn means, given the tools of the request. Throws when the agent offers none that fits.
 * A tool that agents only load when it is searched for is called by the name it will have.
 */
export const callFor = (turn: Exclude<Turn, { text: string }>, tools: OfferedTool[]): ToolCall => {
  const exec = tools.find(({ name, type }) => name === "exec" && type === "custom");
  if (exec) return byScript(exec, turn);
  if ("shell" in turn) {
    const offered = tools.find(({ name }) => Object.hasOwn(shells, name));
    const shell = offered && shells[offered.name];
    if (!offered || !shell) throw new Error(`no shell tool among ${tools.map(({ name }) => name).join(", ")}`);
    return { ...offered, id: id(), input: shell(turn.shell) };
  }
  const offered = tools.find(({ name }) => name === turn.tool) ?? tools.find(({ name }) => name.endsWith(turn.tool));
  return { ...(offered ?? { name: `mcp__muster__${turn.tool}` }), id: id(), input: turn.input };
};
