/** Posts a message. */
export interface Say {
  say: string;
  level?: string;
  state?: string;
  /** As the command line takes it, e.g. `2/6`. */
  progress?: string;
}

/** Asks the person and waits so many seconds for a reply. */
export interface Ask {
  ask: string;
  level?: string;
  patience: number;
  answered: (reply: string) => Step[];
  unanswered: Step[];
}

/** Asks with answers to choose from, and waits so many seconds. */
export interface Choose {
  choose: string;
  options: { label: string; detail?: string }[];
  /** Takes an answer in the person's own words too. */
  free?: boolean;
  patience: number;
  answered: (answer: string) => Step[];
  unanswered: Step[];
}

/** Calls a tool, as an agent's hook tells it. */
export interface Act {
  act: string;
  tool: string;
}

/** Asks leave for a tool call and waits so many seconds. */
export interface Leave {
  leave: { tool: string; input: object; summary?: string };
  patience: number;
  allowed: Step[];
  denied: (note: string) => Step[];
  unanswered: Step[];
}

/** What became of it: `note` holds the words of a denial. */
export interface LeaveAnswer {
  state: "allowed" | "denied" | "unanswered";
  note: string;
}

export type Step =
  | Say
  | Ask
  | Choose
  | Act
  | Leave
  /** Changes the session: plan, usage, links. */
  | { note: object }
  /** Seconds. */
  | { pause: number }
  /** Goes on in another session. */
  | { open: string }
  | { endlessly: (round: number) => Step[] };

/** What one pretend agent does. */
export interface Script {
  machine: string;
  agent: string;
  kind: string;
  folder: string;
  branch: string;
  /** Of its first session. */
  title: string;
  /** Whether it watches for replies all the time, or only when it asks. */
  listens: boolean;
  /** What it does about a reply that it did not ask for. */
  heard: (reply: string) => Step[];
  steps: Step[];
}

export interface Reply {
  text: string;
  stop: boolean;
}

/** A pretend machine with a client folder of its own. */
export interface Machine {
  /** Runs the command line there; `input` is what it reads from standard input. */
  muster(words: string[], input?: string): Promise<{ code: number; out: string; err: string }>;
  /** Listens for replies until the stop word. */
  follow(session: string, onReply: (reply: Reply) => void): Promise<number>;
  /** Asks by the command line; undefined when nobody answered. `signal` takes the question back. */
  choose(session: string, question: Choose, signal: AbortSignal): Promise<string | undefined>;
  /** Asks leave at the hub, as an agent's hook does. `signal` takes it back. */
  leave(session: string, step: Leave, signal: AbortSignal): Promise<LeaveAnswer>;
  /** Changes a session, for what no verb is there yet. */
  change(session: string, change: object): Promise<void>;
  /** Tells what an agent does in a session, as its hook would. */
  act(session: { id: string; title: string; kind: string }, act: Act): Promise<void>;
}
