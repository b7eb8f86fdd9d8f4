import { expect, test } from "vitest";
import { removeAgentVariables } from "./agent-environment.ts";

test("what an agent's shell set is removed, the rest stays", () => {
  const env = {
    CLAUDECODE: "1",
    CLAUDE_CODE_ENTRYPOINT: "cli",
    MUSTER_KEY: "secret",
    MUSTER_HOME: "/data",
    PATH: "/bin",
    CLAUDE_CONFIG_DIR: "/home/me/.claude",
  };
  expect(removeAgentVariables(env).toSorted()).toEqual(["CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "MUSTER_KEY"]);
  expect(Object.keys(env).toSorted()).toEqual(["CLAUDE_CONFIG_DIR", "MUSTER_HOME", "PATH"]);
});

test("names are recognised in any case, as Windows keeps them", () => {
  const env = { ClaudeCode: "1", claude_code_sse_port: "1" };
  removeAgentVariables(env);
  expect(env).toEqual({});
});
