import type { ActEvent, ActRequest } from "#contract/act.ts";

/** What an agent told one of its hooks, in the words of the interface. Texts are as long as the agent made them. */
export interface Reading {
  readonly event: ActEvent;
  /** The agent tells of no start of its own: this act stands for it. */
  readonly begins?: boolean | undefined;
  /** The agent's own session id. */
  readonly externalId: string;
  readonly folder?: string | undefined;
  /** It was a subagent's doing, not the main agent's. */
  readonly subagent?: boolean | undefined;
  readonly version?: string | undefined;
  readonly title?: string | undefined;
  readonly activity?: { readonly text: string; readonly tool?: string | undefined } | undefined;
  readonly stateNote?: string | undefined;
  readonly plan?: ActRequest["plan"];
  /** Totals of the session so far; asked for only when they are sent, since they are read from a file. */
  readonly usage?: (() => ActRequest["usage"]) | undefined;
  readonly post?: ActRequest["post"];
  /** The answer to this hook can carry words to the model. */
  readonly canTell?: boolean | undefined;
  /** The answer to this hook can refuse the tool call. */
  readonly canRefuse?: boolean | undefined;
  /** The answer to this hook can keep the agent from ending its turn, for so many seconds at most; 0: not wait. */
  readonly mostWaitSeconds?: number | undefined;
  /** What the agent asks its person, and how the answer gets back. */
  readonly asks?: Asking | undefined;
  /** What the agent asked before has an answer from elsewhere. */
  readonly endsAsking?: boolean | undefined;
  /** A tool call that a rule or a person may decide, with `decide`. */
  readonly approves?: Approving | undefined;
  /** Tool calls that were decided at the terminal, or are over in another way. */
  readonly endsApproving?: EndsApproving | undefined;
}

/** What one event of an agent says; whose it is stands beside. */
export type Part = Omit<Reading, "externalId">;

/** Questions that an agent shows in its terminal. */
export interface Asking {
  readonly questions: readonly Asked[];
  /** What the hook prints once all are answered, in the order of the questions. */
  answer(answers: readonly string[]): Output;
}

export interface Asked {
  readonly text: string;
  readonly options: readonly { readonly label: string; readonly detail?: string | undefined }[];
  readonly several: boolean;
}

/** A tool call that may have to be allowed. */
export interface Approving {
  readonly tool: string;
  readonly input: unknown;
  /** `dialog`: the agent is about to ask its own person. `call`: it is about to make the call. */
  readonly at: "dialog" | "call";
  /** The agent's own id of the call, where it tells one. */
  readonly callId?: string | undefined;
  /** The turn that the call belongs to, where the agent tells one. */
  readonly turn?: string | undefined;
  /** The subagent that makes the call. */
  readonly subagentId?: string | undefined;
  /** What the agent itself proposes to remember. */
  readonly suggestions?: readonly unknown[] | undefined;
  /** At a `call`: a person is asked here, where the machine is set to `hold`; other agents ask at their `dialog`. */
  readonly isHeld?: boolean | undefined;
  /** What the hook prints at once when it begins to wait, for a plugin that would not wait as long otherwise. */
  readonly whileHeld?: Output | undefined;
  /** No dialog of the agent follows, so the call is refused when nobody decides in time. */
  readonly refusesUnanswered?: boolean | undefined;
  /** The same when the hub can't be reached. */
  readonly refusesUnasked?: boolean | undefined;
}

/** A call that was made (or its tool and input), all of the main agent or of one subagent, or everything. */
export type EndsApproving =
  | { readonly type: "call"; readonly tool: string; readonly input: unknown }
  | { readonly type: "agent"; readonly subagentId?: string | undefined }
  | { readonly type: "all" };

/** What was decided on a tool call. */
export type Decided =
  /** `input` replaces the call's own, where a person changed it. */
  { readonly type: "allow"; readonly input?: unknown } | { readonly type: "deny"; readonly text: string };

/** What is to reach the agent. */
export type Due =
  | { readonly type: "tell"; readonly text: string; readonly stop: boolean }
  | { readonly type: "refuse"; readonly text: string }
  /** The stop word alone. */
  | { readonly type: "stop"; readonly text: string };

/** What the hook prints, and with which code it ends. */
export interface Output {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly exitCode?: number | undefined;
  /** The agent's turn ends with this, and no other hook will say so. */
  readonly endsTurn?: boolean | undefined;
}

/** One kind of agent: how its hooks' JSON is read, and how it is answered. Pure but for `usage`. */
export interface HookKind {
  /** Undefined when there is nothing to report. */
  read(input: Record<string, unknown>, env: NodeJS.ProcessEnv): Reading | undefined;
  /** Undefined when this hook has no way to say it. */
  answer(input: Record<string, unknown>, due: Due): Output | undefined;
  /** What the hook prints for a call that was decided; undefined when this hook has no way to say it. */
  decide?(input: Record<string, unknown>, decided: Decided): Output | undefined;
}

export const printJson = (value: unknown): Output => ({ stdout: `${JSON.stringify(value)}\n` });

/** For agents that wait for the hook at the end of a turn as long as it is told to. */
const longestWaitSeconds = 24 * 3600;

/** The end of a turn, with the agent's last words if it told them. */
export const turnEnded = (last: string | undefined, usage: Reading["usage"]): Part => ({
  event: "turn-ended",
  post: last === undefined ? undefined : { text: last },
  usage,
  canTell: true,
  mostWaitSeconds: longestWaitSeconds,
});
