// Muster's extension for pi: tells the hub what happens here, and brings replies in. Written by `muster install pi`.
// It holds no key and speaks no HTTP: both programs that it starts know the hub.
import { type ChildProcess, spawn } from "node:child_process";

// @ts-expect-error -- the installer puts the path here
const node: string = __MUSTER_NODE__;
// @ts-expect-error -- and here
const hookProgram: string = __MUSTER_HOOK__;
// @ts-expect-error -- and here
const commandLine: string = __MUSTER_CLI__;

/** A tool call waits no longer than this for what the hub says to it. */
const patienceMilliseconds = 3000;
const hookMilliseconds = 15_000;
/** A watch that ended is started again after so long, and each time after longer, until one lasts. */
const restartMilliseconds = 5000;
const mostRestartMilliseconds = 600_000;
const lastingMilliseconds = 60_000;
/** Later than this pi does not take a message any more. */
const takenMilliseconds = 10_000;

/** As much of pi's interface as is used: https://github.com/badlogic/pi-mono, docs/extensions.md. */
interface Context {
  readonly cwd: string;
  /** Aborted when the person stops the run. */
  readonly signal?: AbortSignal;
  readonly sessionManager: { getSessionId(): string; getEntries(): readonly unknown[] };
}
type Fields = Record<string, unknown>;
interface Pi {
  on(event: string, handler: (event: Fields, context: Context) => unknown): void;
  sendUserMessage(text: string, options: { deliverAs: "steer" }): void;
}

interface Reply {
  readonly id: string;
  readonly text: string;
  readonly stop: boolean;
  readonly command: string | null;
  readonly quote: unknown;
  readonly attachments: readonly unknown[];
  readonly forModel: string;
}

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const parse = (text: string): Fields => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
};

const later = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds, undefined).unref();
  });

/** What the hook does with one event; a person who is asked may take as long as they need. */
interface Told {
  /** Called once when the hook has to wait for a person. */
  onHold?(): void;
  readonly signal?: AbortSignal | undefined;
}

/** Tells one event; gives what the hook printed last. */
const runHook = (event: Fields, { onHold, signal }: Told = {}): Promise<Fields> =>
  new Promise((resolve) => {
    let output = "";
    // Its time is longer than that of any approval.
    const words = [hookProgram, "pi", "--limit", "86520"];
    const child = spawn(node, words, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    const timer = setTimeout(() => child.kill(), hookMilliseconds);
    const stop = () => child.kill("SIGTERM");
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve(parse(output.trim().split("\n").at(-1) ?? ""));
    };
    child.on("error", finish).on("close", finish);
    let isHeld = false;
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      output += piece;
      if (isHeld || !output.startsWith('{"hold":true}\n')) return;
      isHeld = true;
      clearTimeout(timer);
      signal?.addEventListener("abort", stop, { once: true });
      if (signal?.aborted) stop();
      onHold?.();
    });
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(event));
  });

/** Tells the events one after the other. What a newer one makes pointless is left out. */
const createTeller = () => {
  const waiting: { event: Fields; told: Told; settle(printed: Fields): void }[] = [];
  let isBusy = false;
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) next.settle(await runHook(next.event, next.told));
    isBusy = false;
  };
  return (event: Fields, told: Told = {}): Promise<Fields> =>
    new Promise((settle) => {
      const at = waiting.findIndex((other) => other.event.event === "tool-done" && event.event === "tool-done");
      if (at >= 0) waiting.splice(at, 1)[0]?.settle({});
      waiting.push({ event, told, settle });
      void work();
    });
};

/** Waits for the replies of one session, as long as this process lives: the end of its input ends the wait. */
const startWatch = (externalId: string, take: (reply: Reply) => void) => {
  let child: ChildProcess | undefined;
  let isOver = false;
  let pause = restartMilliseconds;
  const start = () => {
    if (isOver) return;
    let rest = "";
    const words = ["watch", "--follow", "--carrier=plugin", `--external-id=${externalId}`, "--ack-stdin"];
    const started = spawn(node, [commandLine, ...words, "--done-at-end"], {
      stdio: ["pipe", "pipe", "ignore"],
      // The end of the terminal must not be the end of it before its input says so.
      detached: true,
      windowsHide: true,
    });
    child = started;
    started.stdin.on("error", () => {});
    // Decoded by the stream: a character may come in two pieces.
    started.stdout.setEncoding("utf8").on("data", (piece: string) => {
      const lines = (rest + piece).split("\n");
      rest = lines.pop() ?? "";
      for (const reply of lines.map(parse)) if (typeof reply.id === "string") take(reply as unknown as Reply);
    });
    started.on("error", () => {});
    const startedAt = Date.now();
    started.on("close", () => {
      if (Date.now() - startedAt > lastingMilliseconds) pause = restartMilliseconds;
      void later(pause).then(start);
      pause = Math.min(pause * 2, mostRestartMilliseconds);
    });
    // A pi that is done must not wait for it.
    started.unref();
    for (const stream of [started.stdin, started.stdout]) (stream as unknown as { unref?(): void }).unref?.();
  };
  start();
  return {
    acknowledge: (result: Fields) => child?.stdin?.write(`${JSON.stringify(result)}\n`),
    stop() {
      isOver = true;
      child?.stdin?.end();
    },
  };
};

/** Puts replies into the session, each once, and says what became of them. */
const createInbox = (pi: Pi, isBusy: () => boolean) => {
  const given = new Set<string>();
  const sent = new Map<string, Reply>();
  let watch: ReturnType<typeof startWatch> | undefined;
  let interrupt: Reply | undefined;

  const failUnread = async ({ id, forModel }: Reply) => {
    await later(takenMilliseconds);
    // One that is busy reads it when its tool is done.
    if (isBusy() || !sent.delete(forModel)) return;
    watch?.acknowledge({ id, outcome: "failed", note: "pi did not take the message" });
  };

  const give = (reply: Reply) => {
    sent.set(reply.forModel, reply);
    pi.sendUserMessage(reply.forModel, { deliverAs: "steer" });
    void failUnread(reply);
  };

  const take = (reply: Reply) => {
    const isBareStop = reply.stop && reply.text === "" && !reply.quote && reply.attachments.length === 0;
    const isNew = !given.has(reply.id);
    given.add(reply.id);
    if (interrupt?.id === reply.id || sent.has(reply.forModel)) return;
    // One that is given again was put in before: only the hub's word for it was lost.
    if (!isNew || (isBareStop && !isBusy())) watch?.acknowledge({ id: reply.id });
    // Kept for the next tool call, which it refuses; a turn that ends without one reads it as a message.
    else if (reply.command === "interrupt" && isBusy() && !interrupt) interrupt = reply;
    else give(reply);
  };

  return {
    give,
    /** The watch asks again until the hub knows the session. */
    open: (externalId: string) => (watch ??= startWatch(externalId, take)),
    close() {
      watch?.stop();
      watch = undefined;
    },
    takeInterrupt() {
      const found = interrupt;
      interrupt = undefined;
      return found;
    },
    acknowledge: ({ id }: Reply) => watch?.acknowledge({ id }),
    isOurs: (text: string) => sent.has(text),
    /** The model is about to read a message. */
    read(text: string) {
      const reply = sent.get(text);
      if (reply && sent.delete(text)) watch?.acknowledge({ id: reply.id });
    },
  };
};

const textOf = (message: Fields): string => {
  const { content } = message;
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content.map(fieldsOf) : [];
  return parts.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : [])).join("\n");
};

const count = (value: unknown) => (typeof value === "number" ? value : 0);

/** What the session used so far. */
const usageOf = ({ sessionManager }: Context): Fields => {
  let [inputTokens, outputTokens, costUsd] = [0, 0, 0];
  for (const entry of sessionManager.getEntries()) {
    const { role, usage } = fieldsOf(fieldsOf(entry).message);
    if (role !== "assistant") continue;
    const { input, output, cacheRead, cacheWrite, cost } = fieldsOf(usage);
    inputTokens += count(input) + count(cacheRead) + count(cacheWrite);
    outputTokens += count(output);
    costUsd += count(fieldsOf(cost).total);
  }
  return { inputTokens, outputTokens, ...(costUsd > 0 ? { costUsd } : {}) };
};

/** The last words of the run, or why it failed. */
const endOf = (messages: unknown): { text?: string; note?: string } => {
  const last = (Array.isArray(messages) ? messages.map(fieldsOf) : []).findLast(({ role }) => role === "assistant");
  if (!last) return {};
  const { stopReason, errorMessage } = last;
  if (stopReason === "error") {
    return { note: typeof errorMessage === "string" ? errorMessage : "The model answered with an error" };
  }
  const text = textOf(last).trim();
  return text === "" ? {} : { text };
};

const replaceFields = (fields: Fields, by: Fields): void => {
  for (const name of Object.keys(fields)) delete fields[name];
  Object.assign(fields, by);
};

type Say = (context: Context, event: string, fields?: Fields, told?: Told) => Promise<Fields>;

/** Asks the hook about a call before it is made: it may be refused, held until a person decides, or get another input. */
const createToolCall = (pi: Pi, inbox: ReturnType<typeof createInbox>, say: Say) => {
  // Where the last call was held, the next one waits for the hook's word, however busy the computer is.
  let mayHold = false;
  const ask = async ({ toolName, toolCallId, input }: Fields, context: Context): Promise<Fields | undefined> => {
    const held = Promise.withResolvers<"held">();
    const fields = { tool: toolName, input, call: toolCallId, held: true };
    const told = say(context, "tool", fields, { onHold: () => held.resolve("held"), signal: context.signal });
    const first = await Promise.race([told, held.promise, ...(mayHold ? [] : [later(patienceMilliseconds)])]);
    mayHold = first === "held";
    // pi has no dialog of its own: a call that people are asked about waits for them.
    if (first === "held") return { ...(await told), wasHeld: true };
    // One that comes too late to refuse this call is read as a message.
    const giveLate = async () => {
      const { interrupt } = await told;
      if (typeof interrupt === "string") pi.sendUserMessage(interrupt, { deliverAs: "steer" });
    };
    if (!first) void giveLate();
    return first;
  };
  return async (event: Fields, context: Context) => {
    const printed = await ask(event, context);
    if (printed?.wasHeld === true && context.signal?.aborted) return { block: true, reason: "The run was stopped." };
    // pi takes the arguments from the object that it gave.
    if (printed?.input !== undefined) replaceFields(fieldsOf(event.input), fieldsOf(printed.input));
    const interrupt = inbox.takeInterrupt();
    if (interrupt) inbox.acknowledge(interrupt);
    const reasons = [interrupt?.forModel, printed?.interrupt].filter((text) => typeof text === "string");
    return reasons.length > 0 ? { block: true, reason: reasons.join("\n\n") } : undefined;
  };
};

export default function muster(pi: Pi): void {
  if (process.env.MUSTER_HOOK_OFF === "1") return;
  const tell = createTeller();
  let isBusy = false;
  const inbox = createInbox(pi, () => isBusy);

  const say: Say = async (context, event, fields = {}, told) => {
    const session = context.sessionManager.getSessionId();
    const printed = await tell({ event, session, folder: context.cwd, ...fields }, told);
    if (typeof printed.say === "string") pi.sendUserMessage(printed.say, { deliverAs: "steer" });
    return printed;
  };

  pi.on("session_start", (_event, context) => {
    const externalId = context.sessionManager.getSessionId();
    void say(context, "started").then(() => inbox.open(externalId));
  });
  pi.on("session_shutdown", async (event, context) => {
    if (event.reason !== "reload") await say(context, "ended");
    inbox.close();
  });
  pi.on("input", ({ text }, context) => {
    if (typeof text !== "string") return;
    void say(context, "prompted", inbox.isOurs(text) ? {} : { prompt: text });
  });
  pi.on("agent_start", () => {
    isBusy = true;
  });
  pi.on("message_start", ({ message }) => {
    const fields = fieldsOf(message);
    if (fields.role === "user") inbox.read(textOf(fields));
  });
  pi.on("tool_call", createToolCall(pi, inbox, say));
  pi.on("tool_result", (_event, context) => {
    void say(context, "tool-done");
  });
  pi.on("agent_end", async ({ messages }, context) => {
    isBusy = false;
    const { text, note } = endOf(messages);
    const interrupt = inbox.takeInterrupt();
    if (note !== undefined) await say(context, "blocked", { note });
    else await say(context, "turn-ended", { ...(text === undefined ? {} : { text }), usage: usageOf(context) });
    if (interrupt) inbox.give(interrupt);
  });
}
