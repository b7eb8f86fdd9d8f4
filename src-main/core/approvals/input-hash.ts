import { hash } from "node:crypto";
import type { ToolInput } from "#contract/rule.ts";
import { canonicalJson } from "../rules/canonical.ts";

/** SHA-256, hex, over tool and input: the same for calls that mean the same, whatever the order of their fields. */
export const hashOfInput = (tool: string, input: ToolInput): string =>
  hash("sha256", `${JSON.stringify(tool)}\n${canonicalJson(input)}`);
