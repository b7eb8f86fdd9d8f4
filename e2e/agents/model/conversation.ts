/** What the scripted model says next; the agent then does it. */
export type Turn =
  | { text: string }
  /** Runs a command by whichever shell tool the agent offers. */
  | { shell: string }
  /** Calls a tool whose name is, or ends with, this one. */
  | { tool: string; input: Record<string, unknown> };

/** A turn, and what must have happened before the model says it. */
export interface Step {
  before?: () => Promise<unknown>;
  say: Turn;
}

/** A tool that the agent's request offers, in words that all dialects share. */
export interface OfferedTool {
  name: string;
  namespace?: string;
  /** `custom` takes free text instead of JSON. */
  type?: string;
}

/** One call of a tool, ready to be written in a dialect. */
export interface ToolCall extends OfferedTool {
  id: string;
  input: Record<string, unknown> | string;
}

/** One text that the model reads, with whom it is from. */
export interface Piece {
  role: string;
  text: string;
}

/** A model request, read from any dialect. */
export interface Conversation {
  tools: OfferedTool[];
  /** How often the model has spoken in it: the number of the turn that comes now. */
  turn: number;
  pieces: Piece[];
}

export interface Answer {
  text?: string;
  calls: ToolCall[];
}

/** Reads a provider's request and writes its answer. */
export interface Dialect {
  matches(method: string, path: string): boolean;
  read(body: unknown): Conversation;
  write(body: unknown, answer: Answer, path: string): { type: "application/json" | "text/event-stream"; body: string };
}

/** One server-sent event. */
export const event = (data: unknown, name?: string): string =>
  `${name === undefined ? "" : `event: ${name}\n`}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

/** All texts below a value of a request, in order. */
export const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (texts.has(key) ? textsIn(part) : []));
};
const texts = new Set(["text", "content", "output", "parts", "functionResponse", "response", "error"]);
