import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { z } from "zod";

// An MCP server whose one tool answers at once, as the reference.

const echo = () => {
  const server = new McpServer({ name: "bare", version: "1" });
  const inputSchema = z.object({ session: z.string().optional() });
  server.registerTool("echo", { inputSchema }, () => ({ content: [{ type: "text", text: "No replies." }] }));
  return server;
};

serveStdio(echo);
