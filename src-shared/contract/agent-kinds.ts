/** What can be done with an agent of a kind from outside; `docs/steering.md` says how each fact was checked. */
export interface AgentKind {
  /** What people call it. */
  readonly label: string;
  /** Its hooks can hand a reply over at a tool call. */
  readonly atToolCall: boolean;
  /** Its hooks can hand a reply over at the end of a turn, and may wait there for one. */
  readonly atTurnEnd: boolean;
  /** How often in a row, without a prompt or a tool call between, the end of a turn may be answered; it ignores more. */
  readonly mostAtTurnEnd: number;
  /** Its hooks can refuse the next tool call. */
  readonly interrupt: boolean;
  /** Something of ours lives in its process and can wake it at once. */
  readonly plugin: boolean;
  /** It has a queue of its own that a command fills. */
  readonly queue: boolean;
  /** How its tool calls can be decided from afar. */
  readonly approve: Approve;
}

export interface Approve {
  /**
   * `beside`: while its own dialog is open, too. `hold`: its dialog waits meanwhile. `deny`: only a denial counts, its
   * own dialog comes as ever. `none`: not at all.
   */
  readonly how: "beside" | "hold" | "deny" | "none";
  /** The input may be changed before it is allowed. */
  readonly input: boolean;
  /** Words of a denial reach the model. */
  readonly note: boolean;
}

const none = {
  atToolCall: false,
  atTurnEnd: false,
  mostAtTurnEnd: 0,
  interrupt: false,
  plugin: false,
  queue: false,
  approve: { how: "none", input: false, note: false },
} as const;

/** Every kind of agent that `muster install` knows. */
export const agentKinds = {
  claude: {
    ...none,
    label: "Claude Code",
    atToolCall: true,
    atTurnEnd: true,
    mostAtTurnEnd: 7,
    interrupt: true,
    approve: { how: "beside", input: true, note: true },
  },
  codex: {
    ...none,
    label: "Codex",
    atToolCall: true,
    atTurnEnd: true,
    mostAtTurnEnd: 50,
    interrupt: true,
    queue: true,
    approve: { how: "hold", input: false, note: true },
  },
  opencode: {
    ...none,
    label: "OpenCode",
    interrupt: true,
    plugin: true,
    approve: { how: "beside", input: false, note: true },
  },
  gemini: {
    ...none,
    label: "Gemini CLI",
    atToolCall: true,
    atTurnEnd: true,
    mostAtTurnEnd: 50,
    interrupt: true,
    approve: { how: "deny", input: false, note: true },
  },
  qwen: {
    ...none,
    label: "Qwen Code",
    atToolCall: true,
    atTurnEnd: true,
    mostAtTurnEnd: 6,
    interrupt: true,
    approve: { how: "hold", input: true, note: true },
  },
  cline: {
    ...none,
    label: "Cline",
    atToolCall: true,
    interrupt: true,
    approve: { how: "deny", input: false, note: true },
  },
  windsurf: { ...none, label: "Windsurf", interrupt: true, approve: { how: "deny", input: false, note: true } },
  pi: { ...none, label: "pi", interrupt: true, plugin: true, approve: { how: "hold", input: true, note: true } },
} as const satisfies Record<string, AgentKind>;

export type AgentKindName = keyof typeof agentKinds;

export const isAgentKind = (name: string | null | undefined): name is AgentKindName =>
  typeof name === "string" && Object.hasOwn(agentKinds, name);

/** What is known of a kind; an agent of an unknown one can only be reached by what it runs itself. */
export const kindOf = (name: string | null | undefined): AgentKind =>
  isAgentKind(name) ? agentKinds[name] : { ...none, label: name ?? "agent" };
