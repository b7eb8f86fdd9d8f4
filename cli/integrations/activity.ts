import { type Fields, fieldsOf, firstText, listOf, textOf } from "./fields.ts";

const verbsOfTools: Record<string, string> = {
  run_shell_command: "Bash",
  run_commands: "Bash",
  execute_command: "Bash",
  shell: "Bash",
  bash: "Bash",
  exec_command: "Bash",
  write_file: "Write",
  write: "Write",
  write_to_file: "Write",
  replace: "Edit",
  edit: "Edit",
  apply_patch: "Edit",
  read_file: "Read",
  read: "Read",
};

/** A path as it is seen from the folder that the agent works in. */
const near = (path: string, folder: string | undefined) => {
  if (!folder) return path;
  const base = /[/\\]$/.test(folder) ? folder : `${folder}${folder.includes("\\") ? "\\" : "/"}`;
  return path.startsWith(base) ? path.slice(base.length) : path;
};

const patched = (patch: string, folder: string | undefined): string | undefined => {
  const paths = [...patch.matchAll(/^\*\*\* (?:Add|Update|Delete) File: (.+)$/gm)].map(([, path = ""]) =>
    near(path.trim(), folder),
  );
  return paths.length === 0 ? undefined : paths.join(", ");
};

const commandOf = (input: Fields): string | undefined => {
  const { command, commands } = input;
  if (Array.isArray(command)) return command.map(String).join(" ");
  return textOf(command) ?? (Array.isArray(commands) ? commands.map(String).join("; ") : textOf(commands));
};

const subjectOf = (input: Fields, folder: string | undefined): { text: string; isCommand: boolean } | undefined => {
  const command = commandOf(input) ?? firstText(input, "patch", "patchText");
  if (command !== undefined) {
    const paths = command.includes("*** Begin Patch") ? patched(command, folder) : undefined;
    return paths === undefined ? { text: command, isCommand: true } : { text: paths, isCommand: false };
  }
  const path = firstText(input, "file_path", "filePath", "absolute_path", "notebook_path", "path", "dir_path");
  const pattern = firstText(input, "pattern", "regex", "query");
  if (path !== undefined) {
    const where = near(path, folder);
    return { text: pattern === undefined ? where : `${pattern} in ${where}`, isCommand: false };
  }
  const asked = firstText(fieldsOf(listOf(input.questions)[0]), "question");
  const other = pattern ?? firstText(input, "url", "description", "subject", "skill", "prompt", "text") ?? asked;
  return other === undefined ? undefined : { text: other, isCommand: true };
};

/** `mcp__server__tool`, as most agents name the tools of MCP servers. */
const ofServer = (tool: string) => /^mcp__(.+?)__(.+)$/.exec(tool);

/** A tool call as one line, such as `Bash: npm test` or `Edit src/a.ts`. */
export const activityOf = (
  tool: string,
  input: unknown,
  folder: string | undefined,
): { text: string; tool: string } => {
  const [, server, name] = ofServer(tool) ?? [];
  if (server !== undefined) return { text: `${server}: ${name}`, tool };
  const verb = Object.hasOwn(verbsOfTools, tool) ? (verbsOfTools[tool] as string) : tool;
  const subject = subjectOf(fieldsOf(input), folder);
  const line = subject?.text.replace(/\s+/gu, " ").trim();
  if (!subject || !line) return { text: verb, tool };
  return { text: `${verb}${subject.isCommand ? ":" : ""} ${line}`, tool };
};
