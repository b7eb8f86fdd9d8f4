import { type Dialect, event, type OfferedTool, type Piece, textsIn, type ToolCall } from "./conversation.ts";

interface Offered extends OfferedTool {
  tools?: Offered[];
}
interface Item {
  type?: string;
  role?: string;
  content?: unknown;
  output?: unknown;
  tools?: Offered[];
}
interface Body {
  model: string;
  stream?: boolean;
  input: Item[] | string;
  tools?: Offered[];
}

const itemsOf = ({ input }: Body): Item[] => (typeof input === "string" ? [{ role: "user", content: input }] : input);

const flat = (tools: Offered[]): OfferedTool[] =>
  tools.flatMap((tool) =>
    tool.type === "namespace"
      ? (tool.tools ?? []).map(({ name, type }) => ({ name, type, namespace: tool.name }))
      : [{ name: tool.name ?? tool.type, type: tool.type }],
  );

const isFromModel = ({ type = "", role }: Item) => role === "assistant" || type.endsWith("_call");

const roleOf = ({ type = "", role }: Item): string => role ?? (type.endsWith("_output") ? "tool" : type);

const piecesOf = (item: Item): Piece[] =>
  textsIn([item.content, item.output]).map((text) => ({ role: roleOf(item), text }));

/** The model's turns: what it says in one answer may be several items in a row. */
const turnsIn = (items: Item[]): number => {
  const spoken = items.filter(({ type }) => type !== "reasoning");
  return spoken.filter((item, at) => {
    const before = spoken[at - 1];
    return isFromModel(item) && (before === undefined || !isFromModel(before));
  }).length;
};

const itemOf = ({ id, name, namespace, type, input }: ToolCall) => {
  const common = { status: "completed", call_id: `call_${id}`, name, ...(namespace ? { namespace } : {}) };
  return type === "custom"
    ? {
        type: "custom_tool_call",
        id: `ctc_${id}`,
        input: typeof input === "string" ? input : JSON.stringify(input),
        ...common,
      }
    : { type: "function_call", id: `fc_${id}`, arguments: JSON.stringify(input), ...common };
};

/** The Responses API: https://platform.openai.com/docs/api-reference/responses and …/responses-streaming */
export const responses: Dialect = {
  matches: (method, path) => method === "POST" && path.endsWith("/responses"),
  read(body) {
    const items = itemsOf(body as Body);
    const added = items.flatMap(({ type, tools = [] }) => (type === "additional_tools" ? tools : []));
    return {
      tools: flat([...((body as Body).tools ?? []), ...added]),
      turn: turnsIn(items),
      pieces: items.flatMap(piecesOf),
    };
  },
  write(body, { text, calls }) {
    const { model, stream = false } = body as Body;
    const said =
      text === undefined
        ? []
        : [
            {
              type: "message",
              id: `msg_${Date.now()}`,
              status: "completed",
              role: "assistant",
              content: [{ type: "output_text", text, annotations: [] }],
            },
          ];
    const output = [...said, ...calls.map(itemOf)];
    const response = {
      id: `resp_${Date.now()}`,
      object: "response",
      created_at: Math.floor(Date.now() / 1000),
      status: "completed",
      model,
      output,
      parallel_tool_calls: true,
      tools: [],
      usage: {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 20,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 120,
      },
    };
    if (!stream) return { type: "application/json", body: JSON.stringify(response) };
    let number = 0;
    const send = (type: string, more: object) => event({ type, sequence_number: number++, ...more }, type);
    const parts = [
      send("response.created", { response: { ...response, status: "in_progress", output: [], usage: null } }),
      ...output.flatMap((item, index) => [
        send("response.output_item.added", { output_index: index, item: { ...item, status: "in_progress" } }),
        ...("content" in item
          ? [
              send("response.output_text.delta", {
                item_id: item.id,
                output_index: index,
                content_index: 0,
                delta: text,
              }),
            ]
          : []),
        send("response.output_item.done", { output_index: index, item }),
      ]),
      send("response.completed", { response }),
    ];
    return { type: "text/event-stream", body: parts.join("") };
  },
};
