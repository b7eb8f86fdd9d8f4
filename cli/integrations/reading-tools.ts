// Tools that only look at files of this computer, or keep the agent's own notes, by the names that agents give them.
const reading = new Set([
  // Gemini CLI
  "read_file",
  "read_many_files",
  "list_directory",
  "glob",
  "search_file_content",
  "grep_search",
  "write_todos",
  "ask_user",
  // Cline
  "read_files",
  "list_files",
  "search_files",
  "search_codebase",
  "list_code_definition_names",
  "ask_followup_question",
  "ask_question",
  "attempt_completion",
  // pi
  "read",
  "grep",
  "find",
  "ls",
  // Windsurf
  "read_code",
]);

// As agents name the tools of the MCP server that `muster install` adds; they talk to the person's own hub only.
const isOwn = (tool: string) => /^(?:mcp_{1,2})?muster_{1,3}[a-z_]+$/.test(tool);

/** Whether nobody need be asked before such a call, where every other call is asked about. */
export const isReadingTool = (tool: string): boolean => reading.has(tool) || isOwn(tool);
