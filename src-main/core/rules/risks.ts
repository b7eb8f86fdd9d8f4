import type { Risk } from "#contract/rule.ts";
import type { ToolCall } from "./call.ts";
import { kindOfFileTool, pathsOfCall } from "./file-tools.ts";
import { pathsOutside } from "./judge-paths.ts";

const secret =
  /(?:^|[/\\])(?:\.env(?:\.(?!example|sample|template)[^/\\]*)?|\.ssh|\.gnupg|\.aws|\.kube|\.netrc|\.npmrc|\.pypirc|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)[^/\\]*|[^/\\]*\.(?:pem|key|p12|pfx|kdbx)|credentials(?:\.json)?|secrets?\.(?:json|ya?ml|toml))(?:[/\\]|$)/i;

/** What the paths of a file tool's call may touch; help for a person, never a gate. */
export const risksOfPaths = (call: ToolCall): Risk[] => {
  if (kindOfFileTool(call.tool) === undefined) return [];
  const paths = pathsOfCall(call.tool, call.input)?.paths.map(({ text }) => text) ?? [];
  const deleted =
    call.tool.toLowerCase().includes("patch") &&
    /^\s*\*\*\* Delete File: (.+)$/m.exec(JSON.stringify(call.input).replaceAll("\\n", "\n"));
  return [
    ...(deleted ? [{ kind: "deletes" as const, detail: (deleted[1] ?? "").trim() }] : []),
    ...pathsOutside(call).map((detail) => ({ kind: "leaves-folder" as const, detail })),
    ...paths.filter((path) => secret.test(path)).map((detail) => ({ kind: "secrets" as const, detail })),
  ].slice(0, 50);
};
