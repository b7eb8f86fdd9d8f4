import { describe, expect, it } from "vitest";
import { playScript } from "./play.mjs";
import type { Act, Choose, Leave, Machine, Reply, Script, Step } from "./types.ts";

const scriptOf = (steps: Step[], more: Partial<Script> = {}): Script => ({
  machine: "studio",
  agent: "Ada",
  kind: "script",
  folder: "/src",
  branch: "main",
  title: "First",
  listens: true,
  heard: (reply) => [{ say: `heard ${reply}` }],
  steps,
  ...more,
});

/** A machine that keeps what was posted, as `session: text`, and lets a test reply. */
const createMachine = (onPost: (text: string, machine: FakeMachine) => void = () => {}) => {
  const listeners = new Map<string, (reply: Reply) => void>();
  const machine = {
    posted: [] as string[],
    options: [] as string[][],
    reply: (session: string, text: string, stop = false) => listeners.get(session)?.({ text, stop }),
    muster(words: string[], input = "") {
      const [verb, session = ""] = words;
      if (verb === "session") return Promise.resolve({ code: 0, out: `id of ${session}`, err: "" });
      machine.posted.push(`${session}: ${input}`);
      machine.options.push(words.slice(3));
      onPost(input, machine);
      return Promise.resolve({ code: 0, out: "m1", err: "" });
    },
    follow(session: string, onReply: (reply: Reply) => void) {
      listeners.set(session, onReply);
      return new Promise<number>(() => {});
    },
    change: () => Promise.resolve(),
    choose: (session: string, { choose, options }: Choose) => {
      machine.posted.push(`${session}: ${choose}`);
      return Promise.resolve(choose === "nobody?" ? undefined : options[0]?.label);
    },
    leave: (session: string, { leave: { tool }, patience }: Leave) => {
      machine.posted.push(`${session}: ${tool}?`);
      if (patience === 0) return Promise.resolve({ state: "unanswered" as const, note: "" });
      return Promise.resolve({ state: tool === "rm" ? ("denied" as const) : ("allowed" as const), note: "not that" });
    },
    act({ id }: { id: string }, { act, tool }: Act) {
      machine.posted.push(`${id}: ${tool} ${act}`);
      return Promise.resolve();
    },
  } satisfies Machine & Record<string, unknown>;
  return machine;
};
interface FakeMachine {
  reply(session: string, text: string, stop?: boolean): void;
}

const answered = (answer: string) => [{ say: `so ${answer}` }];

const forever = new AbortController().signal;

const leave = (tool: string, patience = 1) => ({
  leave: { tool, input: {} },
  patience,
  allowed: [{ say: `did ${tool}` }],
  denied: (note: string) => [{ say: `left ${tool}: ${note}` }],
  unanswered: [{ say: "alone" }],
});

describe("a scripted agent", () => {
  it("posts its messages in order, in the session that it is in", async () => {
    const machine = createMachine();
    const steps = [{ say: "one", level: "success", progress: "1/2" }, { open: "Second" }, { say: "two" }];
    await playScript(scriptOf(steps), machine, forever);
    expect(machine.posted).toEqual(["id of First: one", "id of Second: two"]);
    expect(machine.options[0]).toEqual(["--level", "success", "--progress", "1/2"]);
  });

  it("takes a reply as the answer to its open question", async () => {
    const machine = createMachine((text, self) => {
      if (text === "which?") self.reply("id of First", "this one");
    });
    const ask = { ask: "which?", patience: 60, answered: (reply: string) => [{ say: `so ${reply}` }], unanswered: [] };
    await playScript(scriptOf([ask]), machine, forever);
    expect(machine.posted).toEqual(["id of First: which?", "id of First: so this one"]);
    expect(machine.options[0]).toContain("waiting");
  });

  it("goes on by itself when nobody answers", async () => {
    const machine = createMachine();
    const ask = { ask: "which?", patience: 0.01, answered: () => [], unanswered: [{ say: "my own choice" }] };
    await playScript(scriptOf([ask]), machine, forever);
    expect(machine.posted.at(-1)).toBe("id of First: my own choice");
  });

  it("goes on with the answer that was chosen, or by itself, and tells what it does in the session that it is in", async () => {
    const machine = createMachine();
    const question = { options: [{ label: "left" }], patience: 1, unanswered: [{ say: "alone" }] };
    const steps = [
      { choose: "which?", ...question, answered },
      { open: "Second" },
      { act: "npm test", tool: "Bash" },
      { choose: "nobody?", ...question, answered },
    ];
    await playScript(scriptOf(steps), machine, forever);
    expect(machine.posted).toEqual([
      "id of First: which?",
      "id of First: so left",
      "id of Second: Bash npm test",
      "id of Second: nobody?",
      "id of Second: alone",
    ]);
  });

  it("goes on as it was allowed, denied with words, or not answered at all", async () => {
    const machine = createMachine();
    await playScript(scriptOf([leave("ls"), leave("rm"), leave("mv", 0)]), machine, forever);
    expect(machine.posted.filter((line) => !line.endsWith("?"))).toEqual([
      "id of First: did ls",
      "id of First: left rm: not that",
      "id of First: alone",
    ]);
  });

  it("says in the right session that it heard what it did not ask for", async () => {
    const machine = createMachine();
    await playScript(scriptOf([{ open: "Second" }]), machine, forever);
    machine.reply("id of First", "late");
    expect(machine.posted).toEqual(["id of First: heard late"]);
  });

  it("ends at the stop word, whatever it was doing", async () => {
    const machine = createMachine((text, self) => {
      if (text === "working") self.reply("id of First", "", true);
    });
    const endless = { endlessly: () => [{ say: "working" }, { pause: 60 }] };
    await playScript(scriptOf([endless, { say: "never" }]), machine, forever);
    expect(machine.posted).toHaveLength(2);
    expect(machine.posted[1]).toContain("Stopping, as you asked");
  });

  it("ends with the demo", async () => {
    const machine = createMachine();
    const end = new AbortController();
    const playing = playScript(scriptOf([{ pause: 60 }, { say: "never" }]), machine, end.signal);
    setImmediate(() => end.abort());
    await expect(playing).rejects.toThrow("abort");
    expect(machine.posted).toEqual([]);
  });
});
