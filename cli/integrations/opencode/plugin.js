// Muster's plugin for OpenCode: tells the hub what happens here, and brings replies in. Written by `muster install opencode`.
// It holds no key and speaks no HTTP: both programs that it starts know the hub.
/* global __MUSTER_NODE__, __MUSTER_HOOK__, __MUSTER_CLI__ */
import { spawn, spawnSync } from "node:child_process";

const node = __MUSTER_NODE__;
const hookProgram = __MUSTER_HOOK__;
const commandLine = __MUSTER_CLI__;

/** A tool call waits no longer than this for what the hub says to it. */
const patienceMilliseconds = 3000;
const hookMilliseconds = 15_000;
/** A watch that ended is started again after so long, and each time after longer, until one lasts. */
const restartMilliseconds = 5000;
const mostRestartMilliseconds = 600_000;
const lastingMilliseconds = 60_000;

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const later = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref?.();
  });

/** Tells one event; gives what the hook printed. It outlives this process, so that the last event gets out too. */
const runHook = (event) =>
  new Promise((resolve) => {
    let output = "";
    const child = spawn(node, [hookProgram, "opencode"], {
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
      windowsHide: true,
    });
    const timer = setTimeout(() => child.kill(), hookMilliseconds);
    const finish = () => {
      clearTimeout(timer);
      resolve(parse(output));
    };
    child.on("error", finish).on("close", finish);
    child.stdout.setEncoding("utf8").on("data", (piece) => (output += piece));
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(event));
    child.unref();
  });

/** Asks people about a call, for as long as it takes. `stop` takes it back: it was answered at the terminal. */
const startApproval = (event) => {
  // Its time is longer than that of any approval.
  const words = [hookProgram, "opencode", "--limit", "86520"];
  const child = spawn(node, words, { stdio: ["pipe", "pipe", "ignore"], detached: true, windowsHide: true });
  let output = "";
  const decided = new Promise((resolve) => {
    child.on("error", () => resolve(undefined)).on("close", () => resolve(parse(output)));
  });
  child.stdout.setEncoding("utf8").on("data", (piece) => (output += piece));
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(event));
  return { decided, stop: () => child.kill("SIGTERM") };
};

/** The events that are not told yet, by session. */
const untold = new Set();

// What a process that ends at once (opencode run) did last is told all the same.
process.once("exit", () => {
  for (const waiting of untold) {
    for (const { event } of waiting) {
      spawnSync(node, [hookProgram, "opencode"], { input: JSON.stringify(event), timeout: 2000, windowsHide: true });
    }
  }
});

/** Tells the events of one session one after the other. What a newer one makes pointless is left out. */
const createTeller = () => {
  const waiting = [];
  let isBusy = false;
  untold.add(waiting);
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) next.settle(await runHook(next.event));
    isBusy = false;
  };
  return (event) =>
    new Promise((settle) => {
      const stale = event.event === "tool-done" || event.event === "plan" ? event.event : undefined;
      const at = waiting.findIndex((other) => stale && other.event.event === stale);
      if (at >= 0) waiting.splice(at, 1)[0].settle(undefined);
      waiting.push({ event, settle });
      void work();
    });
};

/** Waits for the replies of one session, as long as this process lives: the end of its input ends the wait. */
const startWatch = (externalId, take) => {
  let child;
  let isOver = false;
  let pause = restartMilliseconds;
  const read = (line) => {
    const reply = parse(line);
    if (typeof reply?.id === "string") void take(reply);
  };
  const start = () => {
    if (isOver) return;
    let rest = "";
    const words = [
      "watch",
      "--follow",
      "--carrier=plugin",
      `--external-id=${externalId}`,
      "--ack-stdin",
      "--done-at-end",
    ];
    const stdio = ["pipe", "pipe", "ignore"];
    // Detached from the terminal, whose end must not be the end of it before its input says so.
    child = spawn(node, [commandLine, ...words], { stdio, detached: true, windowsHide: true });
    child.stdin.on("error", () => {});
    // Decoded by the stream: a character may come in two pieces.
    child.stdout.setEncoding("utf8").on("data", (piece) => {
      const lines = (rest + piece).split("\n");
      rest = lines.pop();
      for (const line of lines) read(line);
    });
    child.on("error", () => {});
    const startedAt = Date.now();
    child.on("close", () => {
      if (Date.now() - startedAt > lastingMilliseconds) pause = restartMilliseconds;
      void later(pause).then(start);
      pause = Math.min(pause * 2, mostRestartMilliseconds);
    });
    child.unref?.();
    child.stdin.unref?.();
    child.stdout.unref?.();
  };
  start();
  return {
    acknowledge: (result) => child.stdin.write(`${JSON.stringify(result)}\n`),
    stop() {
      isOver = true;
      child.stdin.end();
    },
  };
};

const wordsOf = (error) => error?.data?.message ?? error?.message ?? (typeof error === "string" ? error : error?.name);

/** Puts replies into a session, each once, and says what became of them. */
const createInbox = (id, session, client) => {
  const given = new Set();
  let watch;
  let interrupt;

  const inject = async (text) => {
    session.own.push(text);
    if (!client.session.promptAsync) throw new Error("this OpenCode takes no messages from its plugins");
    const body = { ...session.speaking, parts: [{ type: "text", text }] };
    const answer = await client.session.promptAsync({ path: { id }, body });
    if (answer?.error) throw new Error(wordsOf(answer.error) ?? "OpenCode refused the message");
  };

  const give = async (reply) => {
    try {
      await inject(reply.forModel);
      watch?.acknowledge({ id: reply.id });
    } catch (error) {
      watch?.acknowledge({ id: reply.id, outcome: "failed", note: `OpenCode did not take it: ${wordsOf(error)}` });
    }
  };

  const take = async (reply) => {
    const isBareStop = reply.stop && reply.text === "" && !reply.quote && !reply.attachments?.length;
    // One that is given again was put in before: only the hub's word for it was lost.
    const isDone = given.has(reply.id) || (isBareStop && !session.isBusy);
    given.add(reply.id);
    if (interrupt?.id === reply.id) return;
    if (isDone) watch?.acknowledge({ id: reply.id });
    // Kept for the next tool call, which it refuses; a turn that ends without one reads it as a message.
    else if (reply.command === "interrupt" && session.isBusy && !interrupt) interrupt = reply;
    else await give(reply);
  };

  return {
    inject,
    give,
    /** The watch asks again until the hub knows the session. */
    open() {
      watch ??= startWatch(id, take);
    },
    close() {
      watch?.stop();
      watch = undefined;
    },
    takeInterrupt() {
      const found = interrupt;
      interrupt = undefined;
      return found;
    },
    acknowledge: (reply) => watch?.acknowledge({ id: reply.id }),
  };
};

/** Answers OpenCode's own dialog: https://opencode.ai/docs/permissions. */
const replyTo = async (client, { id, sessionID }, { decision, message }) => {
  const reply = decision === "allow" ? "once" : "reject";
  const body = reply === "reject" ? { reply, message } : { reply };
  const headers = { "content-type": "application/json" };
  const url = "/permission/{requestID}/reply";
  // The client that OpenCode gives its plugins has no name for this call; what it is made of takes any address.
  const { _client: http } = client;
  const answer = await http?.post?.({ url, path: { requestID: id }, body, headers });
  if (answer && !answer.error) return;
  // Older ones know this call alone, which takes no words.
  await client.postSessionIdPermissionsPermissionId({
    path: { id: sessionID, permissionID: id },
    body: { response: reply },
  });
};

/** The permissions of a session that are asked about now; `describe` gives the call that each is for. */
const createAsker = (client, say, describe) => {
  const asked = new Map();
  return {
    async ask(properties) {
      const { id, permission, patterns = [], always } = properties;
      const note = `Permission asked: ${[permission, ...patterns].filter(Boolean).join(" ")}`;
      // Told behind all that was told before.
      await say("waiting", { note });
      if (asked.has(id)) return;
      const call = { ...describe(properties), suggestions: always };
      const approval = startApproval({ event: "waiting", note, dialog: true, ...call });
      asked.set(id, approval);
      const decided = await approval.decided;
      if (!asked.delete(id) || typeof decided?.decision !== "string") return;
      await replyTo(client, properties, decided);
    },
    /** It was answered, here or at the terminal. */
    async answered(id) {
      const approval = asked.get(id);
      asked.delete(id);
      approval?.stop();
      await say("tool-done");
    },
    stop() {
      for (const approval of asked.values()) approval.stop();
      asked.clear();
    },
  };
};

/** As many calls as may wait for a permission at once. */
const mostCalls = 200;

/** The calls that are being made, by the ids of the agent. */
const createCalls = () => {
  const calls = new Map();
  return {
    begin(id, call) {
      calls.set(id, call);
      if (calls.size > mostCalls) calls.delete(calls.keys().next().value);
    },
    end: (id) => calls.delete(id),
    /** What a permission is for. Its own words, where the call is not known. */
    of: ({ permission, metadata, tool }) => {
      const known = calls.get(tool?.callID);
      return { tool: known?.tool ?? permission, input: known?.input ?? metadata ?? {}, call: tool?.callID };
    },
  };
};

/** A session of this OpenCode. `client` puts replies into it. */
const createSession = (id, folder, client) => {
  const tell = createTeller();
  const session = { texts: new Map(), own: [], isBusy: false, trouble: undefined };
  const inbox = createInbox(id, session, client);

  session.say = async (event, fields = {}) => {
    const printed = await tell({ event, session: id, folder, ...fields });
    if (typeof printed?.say === "string") await inbox.inject(printed.say).catch(() => {});
    return printed;
  };
  const calls = createCalls();
  const asker = createAsker(client, session.say, (properties) => ({ session: id, folder, ...calls.of(properties) }));
  session.begin = inbox.open;
  session.end = () => {
    asker.stop();
    inbox.close();
  };
  session.calls = calls;
  session.ask = asker.ask;
  session.answered = asker.answered;

  /** Words for the model when the tool call is to be refused. */
  session.beforeTool = async (tool, input, call) => {
    session.isBusy = true;
    const told = session.say("tool", { tool, input, call });
    const printed = await Promise.race([told, later(patienceMilliseconds)]);
    const interrupt = inbox.takeInterrupt();
    if (interrupt) inbox.acknowledge(interrupt);
    // One that comes too late to refuse this call is read as a message.
    if (!printed) void told.then((late) => late?.interrupt && inbox.inject(late.interrupt)).catch(() => {});
    const words = [interrupt?.forModel, printed?.interrupt].filter((text) => typeof text === "string");
    return words.length > 0 ? words.join("\n\n") : undefined;
  };

  session.turnEnded = async (fields) => {
    session.isBusy = false;
    const interrupt = inbox.takeInterrupt();
    await session.say("turn-ended", fields);
    if (interrupt) await inbox.give(interrupt);
  };
  return session;
};

const countTokens = (tokens) => (tokens?.input ?? 0) + (tokens?.cache?.read ?? 0) + (tokens?.cache?.write ?? 0);
const usageOf = ({ tokens, cost }) => ({
  inputTokens: countTokens(tokens),
  outputTokens: (tokens?.output ?? 0) + (tokens?.reasoning ?? 0),
  ...(cost > 0 ? { costUsd: cost } : {}),
});

/** What an event of OpenCode means for its session. */
const handlers = {
  "session.updated": (session, { info }) => {
    if (info?.tokens) session.usage = usageOf(info);
  },
  "session.status": (session, { status }) => {
    if (status?.type === "retry") {
      session.trouble = "retry";
      return session.say("blocked", { note: status.message ?? "The model does not answer; OpenCode tries again" });
    }
    session.isBusy = status?.type === "busy" || session.isBusy;
    if (status?.type !== "busy" || session.trouble !== "retry") return undefined;
    session.trouble = undefined;
    return session.say("tool-done");
  },
  "message.updated": (session, { info }) => {
    if (info?.role === "assistant") session.answer = info.id;
  },
  "message.part.updated": (session, { part }) => {
    if (part?.type !== "text" || part.synthetic || part.messageID !== session.answer) return;
    if (session.textOf !== part.messageID) session.texts.clear();
    session.textOf = part.messageID;
    session.texts.set(part.id, part.text);
  },
  "session.idle": (session) => {
    const text = [...session.texts.values()].join("\n\n").trim();
    session.texts.clear();
    const wasRefused = session.trouble === "error";
    session.trouble = undefined;
    if (wasRefused) {
      session.isBusy = false;
      return undefined;
    }
    return session.turnEnded({ ...(text === "" ? {} : { text }), ...(session.usage ? { usage: session.usage } : {}) });
  },
  "session.error": (session, { error }) => {
    if (error?.name === "MessageAbortedError") return undefined;
    session.trouble = "error";
    return session.say("blocked", { note: wordsOf(error) ?? "OpenCode met an error" });
  },
  "permission.asked": (session, properties) => session.ask(properties),
  "permission.replied": (session, { requestID, permissionID }) => session.answered(requestID ?? permissionID),
  "todo.updated": (session, { todos }) => session.say("plan", { todos }),
};

/** The sessions of one folder, and what happens to them. */
const createDesk = (client, folder) => {
  const sessions = new Map();
  /** Subagents' sessions, each with the one that they work for. */
  const parents = new Map();

  const sessionOf = (id) => {
    if (!sessions.has(id)) sessions.set(id, createSession(id, folder, client));
    return sessions.get(id);
  };
  const closeAll = () => {
    for (const session of sessions.values()) session.end();
    sessions.clear();
  };

  const created = async (info) => {
    if (info.parentID) {
      parents.set(info.id, info.parentID);
      await sessionOf(info.parentID).say("subagent-started");
      return;
    }
    const session = sessionOf(info.id);
    await session.say("started", { version: info.version });
    session.begin();
  };

  const deleted = async (id) => {
    const session = sessions.get(id);
    sessions.delete(id);
    await session?.say("ended");
    session?.end();
  };

  const childEvent = async (type, id, properties) => {
    const session = sessions.get(parents.get(id));
    if (type === "session.deleted") parents.delete(id);
    else if (type === "session.idle") await session?.say("subagent-ended");
    else if (session && type.startsWith("permission.")) await handlers[type]?.(session, properties);
  };

  return {
    closeAll,
    /** Undefined for a subagent's. */
    session: (id) => (parents.has(id) ? undefined : sessionOf(id)),
    /** The calls of a session; a subagent's are among those of the one that it works for. */
    calls: (id) => sessionOf(parents.get(id) ?? id).calls,
    async take({ type, properties = {} }) {
      const { info, part } = properties;
      const id = properties.sessionID ?? info?.sessionID ?? part?.sessionID ?? info?.id;
      if (type === "server.instance.disposed") closeAll();
      else if (type === "session.created") await created(info);
      else if (parents.has(id)) await childEvent(type, id, properties);
      else if (type === "session.deleted") await deleted(id);
      else if (sessions.has(id)) await handlers[type]?.(sessions.get(id), properties);
    },
  };
};

const isText = (part) => part.type === "text" && !part.synthetic;

/** The plugin: https://opencode.ai/docs/plugins. */
export const Muster = async ({ client, directory }) => {
  if (process.env.MUSTER_HOOK_OFF === "1") return {};
  const desk = createDesk(client, directory);
  // Installed for the person and for the project, it is loaded twice: the later one works.
  const inCharge = (globalThis[Symbol.for("muster.opencode")] ??= new Map());
  inCharge.set(directory, desk);
  const isInCharge = () => inCharge.get(directory) === desk;
  const find = (id) => (isInCharge() ? desk.session(id) : undefined);

  return {
    event: async ({ event }) => {
      if (inCharge.get(directory) !== desk) desk.closeAll();
      else void desk.take(event).catch(() => {}); // OpenCode need not wait for it.
    },
    "chat.message": async ({ sessionID }, { message, parts }) => {
      const session = find(sessionID);
      if (!session) return;
      session.isBusy = true;
      session.speaking = { agent: message.agent, model: message.model };
      const text = parts.map((part) => (isText(part) ? part.text : "")).join("\n");
      const isOurs = session.own.includes(text);
      session.own = session.own.filter((other) => other !== text);
      // `opencode run` puts quotes around what it was given.
      const prompt = text.replace(/^"([^"]*)"$/, "$1");
      const said = session.say("prompted", isOurs ? {} : { prompt });
      void said.then(session.begin, () => {});
    },
    "tool.execute.before": async ({ sessionID, tool, callID }, { args }) => {
      if (isInCharge()) desk.calls(sessionID).begin(callID, { tool, input: args });
      const words = await find(sessionID)
        ?.beforeTool(tool, args, callID)
        .catch(() => undefined);
      if (words !== undefined) throw new Error(words);
    },
    "tool.execute.after": async ({ sessionID, callID }) => {
      if (isInCharge()) desk.calls(sessionID).end(callID);
      const said = find(sessionID)?.say("tool-done");
      void said?.catch(() => {});
    },
  };
};
