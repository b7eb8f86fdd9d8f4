import { type Dialect, event, textsIn } from "./conversation.ts";

interface Part {
  text?: string;
  functionResponse?: unknown;
}
interface Body {
  contents: { role: string; parts: Part[] }[];
  tools?: { functionDeclarations?: { name: string }[] }[];
}

/** The Gemini API: https://ai.google.dev/api/generate-content */
export const gemini: Dialect = {
  matches: (method, path) => method === "POST" && /:(generateContent|streamGenerateContent)$/.test(path),
  read(body) {
    const { contents, tools = [] } = body as Body;
    return {
      tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => ({ name }))),
      turn: contents.filter(({ role }) => role === "model").length,
      pieces: contents.flatMap(({ role, parts }) =>
        parts.flatMap((part) => textsIn(part).map((text) => ({ role: part.functionResponse ? "tool" : role, text }))),
      ),
    };
  },
  write(_body, { text, calls }, path) {
    const parts = [
      ...(text === undefined ? [] : [{ text }]),
      ...calls.map(({ id, name, input }) => ({ functionCall: { id: `call_${id}`, name, args: input } })),
    ];
    const answer = {
      candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
      usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 120 },
      modelVersion: "scripted",
      responseId: `r-${Date.now()}`,
    };
    return path.endsWith(":streamGenerateContent")
      ? { type: "text/event-stream", body: event(answer) }
      : { type: "application/json", body: JSON.stringify(answer) };
  },
};
