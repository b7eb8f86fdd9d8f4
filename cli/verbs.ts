import type { OptionTable } from "./arguments.ts";
import type { Exit } from "./exits.ts";
import type { World } from "./world.ts";

/** What a file in `commands/` gives. `never` lets each one say exactly which options it reads. */
export interface Command {
  run(given: never, world: World): Promise<Exit>;
}

export interface Verb {
  readonly summary: string;
  /** What follows the verb, before the options. */
  readonly usage: string;
  readonly options: OptionTable;
  /** More lines for its help page. */
  readonly details?: readonly string[];
  load(): Promise<Command>;
}

const json = { type: "boolean", summary: "print JSON" } as const;
const installing = {
  project: { type: "boolean", summary: "for the work in this folder only" },
  user: { type: "boolean", summary: "for this user everywhere (default)" },
  "dry-run": { type: "boolean", summary: "show the changes and write nothing" },
  yes: { type: "boolean", summary: "don't ask" },
} as const;
const sessionHint = "Without ID: MUSTER_SESSION, else the session last opened in this folder.";

/** Every verb: parsing, help and loading are made from this table. */
export const verbs = {
  join: {
    summary: "join this machine to a hub",
    usage: "URL",
    options: {
      code: { type: "string", value: "CODE", summary: "the one-time code from the hub; asked for when left out" },
      name: { type: "string", value: "NAME", summary: "what the hub calls this machine (default: its host name)" },
      force: { type: "boolean", summary: "join again, with a new key" },
    },
    details: [
      "URL is what the hub shows, e.g. https://192.168.2.10:4680#9f2c…; the part after # pins its certificate.",
      "Without scheme it is https, without port 4680. Without a terminal the code is read from standard input.",
    ],
    load: (): Promise<Command> => import("./commands/join.ts"),
  },
  session: {
    summary: "open a session, or find it by its title, and print its id",
    usage: "TITLE…",
    options: {
      agent: { type: "string", value: "NAME", summary: "the agent's name; the hub gives one when left out" },
      kind: { type: "string", value: "KIND", summary: "the kind of agent, e.g. claude, codex, script" },
      folder: { type: "string", value: "DIR", summary: "the folder it works in (default: this one)" },
      branch: { type: "string", value: "NAME", summary: "the git branch (default: read from the folder)" },
      "external-id": {
        type: "string",
        value: "ID",
        summary: "the agent's own session id; found by it before the title",
      },
      json,
    },
    load: (): Promise<Command> => import("./commands/session.ts"),
  },
  post: {
    summary: "post a message and print its id",
    usage: "[ID] TEXT…",
    options: {
      file: { type: "string", value: "FILE", summary: "post what the file says (after TEXT, if there is any)" },
      level: { type: "string", value: "LEVEL", summary: "info, success, warning or urgent" },
      state: {
        type: "string",
        value: "STATE",
        summary: "the session is now working, waiting, blocked, idle, done, failed",
      },
      progress: { type: "string", value: "N/M", summary: "how far the work is: 3/7, 0.4 or 40%" },
      attach: {
        type: "string",
        multiple: true,
        value: "FILE",
        summary: "a file to go with it, up to 50 MiB; may be given several times",
      },
      json,
    },
    details: [
      sessionHint,
      "TEXT - reads standard input. What can't be delivered now is kept and sent later, in order.",
    ],
    load: (): Promise<Command> => import("./commands/post.ts"),
  },
  ask: {
    summary: "ask a person, wait, and print the answer",
    usage: "[ID] TEXT…",
    options: {
      option: { type: "string", multiple: true, value: "LABEL", summary: "an answer to choose; give it once for each" },
      detail: { type: "string", multiple: true, value: "TEXT", summary: "what an option means, in their order" },
      free: { type: "boolean", summary: "take an answer in own words too (always so without options)" },
      timeout: { type: "string", value: "SECONDS", summary: "give up after this time with exit code 6" },
      json,
    },
    details: [sessionHint, "Ctrl-C takes the question back. Exit code 5 says that it was taken back elsewhere."],
    load: (): Promise<Command> => import("./commands/ask.ts"),
  },
  "approve-wait": {
    summary: "ask whether a tool call may be made, and wait for a person or a rule to decide",
    usage: "",
    options: {},
    details: [
      'Standard input: {"tool", "input"} as JSON, and if you like "summary", "session" (an id) or "title", "folder",',
      '"timeoutSeconds", "callId", "suggestions", and "takesInput": true where a changed input will be used.',
      'Standard output: {"state", "decision", "allow", "note", "input"}. Exit code 0: allowed, 7: denied,',
      "6: nobody decided in time, 5: taken back elsewhere, 2: the hub can't be reached. Without session and title:",
      "MUSTER_SESSION, else the session last opened in this folder.",
    ],
    load: (): Promise<Command> => import("./commands/approve-wait.ts"),
  },
  "sign-in": {
    summary: "keep a device key here, to allow and deny as yourself",
    usage: "URL",
    options: {},
    details: [
      "URL is what the hub's Devices page shows with a new key; the part after # pins its certificate.",
      "It asks for the key, or reads it from standard input; it is never given as a word. MUSTER_DEVICE_KEY goes over it.",
      "Agents on this computer run as you: they could use the key too.",
    ],
    load: (): Promise<Command> => import("./commands/sign-in.ts"),
  },
  "sign-out": {
    summary: "end the device key that is kept here",
    usage: "",
    options: {},
    load: (): Promise<Command> => import("./commands/sign-out.ts"),
  },
  approvals: {
    summary: "list what agents wait to be allowed, oldest first",
    usage: "",
    options: { session: { type: "string", value: "ID", summary: "only those of this session" }, json },
    details: [
      "In a pipe: code, id, session, tool, end and summary, separated by tabs. Needs a device key: muster sign-in.",
    ],
    load: (): Promise<Command> => import("./commands/approvals.ts"),
  },
  approve: {
    summary: "allow the tool call with this code, once",
    usage: "CODE",
    options: { session: { type: "string", value: "ID", summary: "only if it is of this session" }, json },
    details: ["Exit code 5: unknown, or somebody was first; 3: you may not. Needs a device key: muster sign-in."],
    load: (): Promise<Command> => import("./commands/approve.ts"),
  },
  deny: {
    summary: "deny the tool call with this code; the words go to the agent",
    usage: "CODE [WORDS…]",
    options: { session: { type: "string", value: "ID", summary: "only if it is of this session" }, json },
    details: ["Exit code 5: unknown, or somebody was first; 3: you may not. Needs a device key: muster sign-in."],
    load: (): Promise<Command> => import("./commands/deny.ts"),
  },
  audit: {
    summary: "look whether the ledger is whole, list it, or take it out",
    usage: "verify|list|export",
    options: {
      head: { type: "string", value: "HASH", summary: "verify: a head of before that must still be in the chain" },
      type: { type: "string", value: "TYPES", summary: "list, export: only these types, with commas between" },
      person: { type: "string", value: "NAME", summary: "list, export: only what this person did (name or id)" },
      machine: { type: "string", value: "NAME", summary: "list, export: only what this machine did (name or id)" },
      session: { type: "string", value: "ID", summary: "list, export: only what is about this session" },
      since: { type: "string", value: "TIME", summary: "list, export: a date, a date with time, or 30m, 2h, 3d ago" },
      until: { type: "string", value: "TIME", summary: "list, export: before this time" },
      last: { type: "string", value: "N", summary: "list: how many (default: 50)" },
      file: { type: "string", value: "FILE", summary: "export: into this new file instead of standard output" },
      json: { type: "boolean", summary: "verify, list: print JSON" },
    },
    details: [
      "verify exits with 0 when the ledger is whole and with 1 when it is not. It needs an owner's device key, or to run",
      "on the hub's own machine; list and export need an owner's device key: muster sign-in.",
    ],
    load: (): Promise<Command> => import("./commands/audit.ts"),
  },
  watch: {
    summary: "wait for the next reply, print it and acknowledge it",
    usage: "[ID]",
    options: {
      follow: { type: "boolean", summary: "go on: one JSON object a line for each reply, until the stop word" },
      timeout: { type: "string", value: "SECONDS", summary: "give up after this time with exit code 6" },
      json: { type: "boolean", summary: "print the reply as one JSON object on a line" },
      "external-id": { type: "string", value: "ID", summary: "the session by the agent's own session id" },
      carrier: { type: "string", value: "NAME", summary: "what brings the replies in, e.g. plugin (default: watch)" },
      "ack-stdin": {
        type: "boolean",
        summary: 'acknowledge what standard input names, one {"id"} a line; end with it',
      },
      "done-at-end": { type: "boolean", summary: "with --ack-stdin: the session is done when standard input ends" },
    },
    details: [sessionHint, "Exit code 10 says that the stop word came. A hub that is away is waited for."],
    load: (): Promise<Command> => import("./commands/watch.ts"),
  },
  close: {
    summary: "close a session: hidden from the list, kept, opened again by its title",
    usage: "[ID]",
    options: { note: { type: "string", value: "TEXT", summary: "a last word" } },
    details: [sessionHint],
    load: (): Promise<Command> => import("./commands/close.ts"),
  },
  status: {
    summary: "show the hub, this machine, this folder's session and what waits to be sent",
    usage: "",
    options: { json },
    load: (): Promise<Command> => import("./commands/status.ts"),
  },
  sessions: {
    summary: "list this machine's sessions, last active first",
    usage: "",
    options: {
      state: { type: "string", value: "STATE", summary: "only those in this state" },
      limit: { type: "string", value: "N", summary: "at most so many (default: 50)" },
      json,
    },
    details: ["In a pipe: id, state, title, agent, folder and last sign, separated by tabs."],
    load: (): Promise<Command> => import("./commands/sessions.ts"),
  },
  log: {
    summary: "show the newest messages of a session",
    usage: "[ID]",
    options: { last: { type: "string", value: "N", summary: "how many (default: 20)" }, json },
    details: [sessionHint],
    load: (): Promise<Command> => import("./commands/log.ts"),
  },
  mcp: {
    summary: "serve an agent as an MCP server over standard input and output",
    usage: "",
    options: { kind: { type: "string", value: "KIND", summary: "the kind of agent that starts it, e.g. claude" } },
    details: ["Agents start it by their own configuration; muster install writes that."],
    load: (): Promise<Command> => import("./commands/mcp.ts"),
  },
  carry: {
    summary: "bring replies to an agent that can't fetch them, as long as it runs",
    usage: "",
    options: {
      kind: { type: "string", value: "KIND", summary: "the kind of agent" },
      session: { type: "string", value: "ID", summary: "the agent's own session id" },
      via: { type: "string", value: "WAY", summary: "queue (Codex's own) or terminal (its tmux pane)" },
      pid: { type: "string", value: "N", summary: "the agent's process" },
    },
    details: ["Hooks start it where it is of use; one for each session."],
    load: (): Promise<Command> => import("./commands/carry.ts"),
  },
  hook: {
    summary: "one call of an agent's hook: its JSON comes on standard input",
    usage: "KIND",
    options: { limit: { type: "string", value: "SECONDS", summary: "the agent gives up on the hook after this time" } },
    details: ["Agents call it by what muster install writes. MUSTER_HOOK_OFF=1 turns it off. It always ends well."],
    load: (): Promise<Command> => import("./commands/hook.ts"),
  },
  install: {
    summary: "put Muster's hooks, MCP server and skill into an agent's configuration",
    usage: "AGENT…",
    options: installing,
    details: [
      "AGENT is claude, codex, opencode, gemini, qwen, cline, windsurf, pi, or all for those found on this machine.",
      "Every change is shown and asked about first. Repeating it changes nothing, or brings it up to date.",
    ],
    load: (): Promise<Command> => import("./commands/install.ts"),
  },
  uninstall: {
    summary: "take Muster out of an agent's configuration again",
    usage: "AGENT…",
    options: installing,
    details: ["A file that nobody changed since is restored byte for byte; of others only Muster's part is taken out."],
    load: (): Promise<Command> => import("./commands/uninstall.ts"),
  },
  doctor: {
    summary: "look whether agents, hooks, MCP server and hub are well, and say what mends what is not",
    usage: "[AGENT…]",
    options: {
      project: { type: "boolean", summary: "what is installed for this folder only" },
      user: { type: "boolean", summary: "what is installed for this user (default)" },
      json,
    },
    details: [
      "Without AGENT: all that are found on this machine. A test event is sent through the installed hook.",
      "The findings are shown in the hub's settings too. Exit code 0: all is well, 1: something is to be mended.",
    ],
    load: (): Promise<Command> => import("./commands/doctor.ts"),
  },
  notify: {
    summary: "what waits for a person on this machine; for a prompt or a status line",
    usage: "",
    options: {
      json,
      oneline: { type: "boolean", summary: "on one line, for a status line; nothing when nothing waits" },
    },
    details: [
      "It never fails: nothing is printed when the hub can't be asked. What it found is kept for five seconds.",
    ],
    load: (): Promise<Command> => import("./commands/notify.ts"),
  },
  flush: {
    summary: "send what waits in the outbox",
    usage: "",
    options: { linger: { type: "boolean", summary: "go on trying for up to an hour, quietly, one process at a time" } },
    load: (): Promise<Command> => import("./commands/flush.ts"),
  },
} as const satisfies Record<string, Verb>;

export type VerbName = keyof typeof verbs;
export const isVerb = (name: string): name is VerbName => Object.hasOwn(verbs, name);
