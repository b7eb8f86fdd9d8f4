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

test("whole families of names go, what a person set for all shells stays", () => {
  const env = {
    CODEX_SANDBOX_NETWORK_DISABLED: "1",
    CODEX_THREAD_ID: "1",
    CODEX_HOME: "/home/me/.codex",
    CLAUDE_PLUGIN_ROOT: "/plugin",
    OPENCODE_PID: "7",
    OPENCODE_CONFIG: "/home/me/opencode.json",
    NODE_OPTIONS: "--require /tmp/inject.js",
    ELECTRON_RUN_AS_NODE: "1",
    ANTHROPIC_API_KEY: "the person's",
  };
  removeAgentVariables(env);
  expect(Object.keys(env).toSorted()).toEqual(["ANTHROPIC_API_KEY", "CODEX_HOME", "OPENCODE_CONFIG"]);
});
