import { type Dialect, event, textsIn } from "./conversation.ts";

interface Body {
  model: string;
  stream?: boolean;
  messages: { role: string; content: unknown }[];
  tools?: { function?: { name: string } }[];
}

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

/** The Chat Completions API: https://platform.openai.com/docs/api-reference/chat */
export const chatCompletions: Dialect = {
  matches: (method, path) => method === "POST" && path.endsWith("/chat/completions"),
  read(body) {
    const { messages, tools = [] } = body as Body;
    return {
      tools: tools.flatMap(({ function: offered }) => (offered ? [{ name: offered.name }] : [])),
      turn: messages.filter(({ role }) => role === "assistant").length,
      pieces: messages.flatMap(({ role, content }) => textsIn(content).map((text) => ({ role, text }))),
    };
  },
  write(body, { text, calls }) {
    const { model, stream = false } = body as Body;
    const toolCalls = calls.map(({ id, name, input }, index) => ({
      index,
      id: `call_${id}`,
      type: "function",
      function: { name, arguments: JSON.stringify(input) },
    }));
    const called = toolCalls.length > 0 ? { tool_calls: toolCalls } : {};
    const finish = toolCalls.length > 0 ? "tool_calls" : "stop";
    const base = { id: `chatcmpl-${Date.now()}`, created: Math.floor(Date.now() / 1000), model };
    if (!stream) {
      const message = { role: "assistant", content: text ?? null, ...called };
      const choices = [{ index: 0, message, finish_reason: finish }];
      return { type: "application/json", body: JSON.stringify({ ...base, object: "chat.completion", choices, usage }) };
    }
    const chunk = (delta: object, reason: string | null) =>
      event({ ...base, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: reason }] });
    const parts = [
      chunk({ role: "assistant", content: text ?? "" }, null),
      ...(calls.length > 0 ? [chunk(called, null)] : []),
      chunk({}, finish),
      event({ ...base, object: "chat.completion.chunk", choices: [], usage }),
      event("[DONE]"),
    ];
    return { type: "text/event-stream", body: parts.join("") };
  },
};
