import { type Answer, type Dialect, event, type OfferedTool, type Piece, textsIn } from "./conversation.ts";

interface Message {
  role: string;
  content: string | { type: string; text?: string; content?: unknown }[];
}
interface Body {
  model: string;
  stream?: boolean;
  messages: Message[];
  tools?: OfferedTool[];
}

const piecesOf = ({ role, content }: Message): Piece[] =>
  (typeof content === "string" ? [{ type: "text", text: content }] : content).flatMap((block) =>
    textsIn(block).map((text) => ({ role: block.type === "tool_result" ? "tool" : role, text })),
  );

const usage = { input_tokens: 100, output_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };

const send = (type: string, more: Record<string, unknown>) => event({ type, ...more }, type);

const streamed = (message: Record<string, unknown>, content: Record<string, unknown>[], stop: string): string => {
  const blocks = content.map((block, index) => {
    const isText = block.type === "text";
    const start = isText ? { ...block, text: "" } : { ...block, input: {} };
    const delta = isText
      ? { type: "text_delta", text: block.text }
      : { type: "input_json_delta", partial_json: JSON.stringify(block.input) };
    return (
      send("content_block_start", { index, content_block: start }) +
      send("content_block_delta", { index, delta }) +
      send("content_block_stop", { index })
    );
  });
  return (
    send("message_start", { message: { ...message, content: [], stop_reason: null } }) +
    blocks.join("") +
    send("message_delta", { delta: { stop_reason: stop, stop_sequence: null }, usage }) +
    send("message_stop", {})
  );
};

/** The Messages API: https://docs.claude.com/en/api/messages and …/messages-streaming */
export const anthropic: Dialect = {
  matches: (method, path) => method === "POST" && path.endsWith("/messages"),
  read(body) {
    const { messages, tools = [] } = body as Body;
    return {
      tools,
      turn: messages.filter(({ role }) => role === "assistant").length,
      pieces: messages.flatMap(piecesOf),
    };
  },
  write(body, { text, calls }: Answer) {
    const { model, stream = false } = body as Body;
    const content = [
      ...(text === undefined ? [] : [{ type: "text", text }]),
      ...calls.map(({ id, name, input }) => ({ type: "tool_use", id: `toolu_${id}`, name, input })),
    ];
    const stop = calls.length > 0 ? "tool_use" : "end_turn";
    const message = {
      id: `msg_${Date.now()}`,
      type: "message",
      role: "assistant",
      model,
      content,
      stop_reason: stop,
      stop_sequence: null,
      usage,
    };
    return stream
      ? { type: "text/event-stream", body: streamed(message, content, stop) }
      : { type: "application/json", body: JSON.stringify(message) };
  },
};
