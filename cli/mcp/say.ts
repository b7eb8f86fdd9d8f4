import type { CallToolResult } from "@modelcontextprotocol/server";

/** A tool's answer in words. */
export const say = (text: string): CallToolResult => ({ content: [{ type: "text", text }] });

/** The same for one that did not do what was asked. */
export const sayFailed = (text: string): CallToolResult => ({ ...say(text), isError: true });
