import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryEdit, jsonForm } from "../install/json-form.ts";
import type { FileForm } from "../install/plan.ts";
import { tomlForm } from "../install/toml-form.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { checkFile } from "./files.ts";

const json = jsonForm([entryEdit(["mcpServers", "muster"], { command: "node", args: ["muster.cjs", "mcp"] })]);
const toml = tomlForm(["mcp_servers", "muster"], { command: "node", args: ["muster.cjs"] });

const statusOf = (text: string, form: FileForm) => {
  const path = join(tempFolder(), "file");
  writeFileSync(path, text);
  return checkFile("claude", "user", { path, holds: "MCP server", form }).status;
};

test("an entry counts as current where the agent laid its file out anew, or put things of its own behind it", () => {
  const laidOut = '{"mcpServers":{"muster":{"args":["muster.cjs","mcp"],"command":"node"}},"numStartups":3}';
  expect(statusOf(laidOut, json)).toBe("good");
  const before = '[mcp_servers.muster]\nargs = ["muster.cjs"]\ncommand = "node"\n\n[hooks.state.one]\ntrusted = true\n';
  expect(statusOf(before, toml)).toBe("good");
});

test("an entry of another version is told, and a missing one is bad", () => {
  expect(statusOf('{"mcpServers":{"muster":{"command":"node","args":["older.cjs"]}}}', json)).toBe("warning");
  expect(statusOf('[mcp_servers.muster]\ncommand = "node"\n', toml)).toBe("warning");
  expect(statusOf("{}", json)).toBe("bad");
});
