import { appendFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { anthropic } from "./anthropic.ts";
import { callFor } from "./call.ts";
import { chatCompletions } from "./chat-completions.ts";
import type { Answer, Conversation, Step } from "./conversation.ts";
import { gemini } from "./gemini.ts";
import { responses } from "./responses.ts";

const dialects = [anthropic, chatCompletions, responses, gemini];

/** What agents ask beside the conversation, for a title or a summary, offers no tools, or says so in its words. */
const isAside = ({ tools, pieces }: Conversation) =>
  tools.length === 0 || pieces.some(({ text }) => text.includes("Generate a concise, single-line task title"));

const asJson = { type: "application/json" as const };

/** A model that says what a script tells it to, in the dialects of all providers, on the loopback address. */
export interface ScriptedModel {
  url: string;
  /** Begins a new script and forgets what was asked so far. After its end the model says "Nothing more to do.". */
  play(steps: Step[]): void;
  /** Every request of the conversation so far, the oldest first; not those for titles and the like. */
  asked(): readonly Conversation[];
  /** What went wrong in the script. */
  failures(): readonly Error[];
  /** Resolves with the first request that fits, also one that came before. */
  until(fits: (conversation: Conversation) => boolean): Promise<Conversation>;
  close(): Promise<void>;
}

/** One run of a script. A repeated request finds its step's `before` already under way. */
const createRun = (steps: Step[]) => {
  const ready = new Map<number, Promise<unknown>>();
  const asked: Conversation[] = [];
  const failures: Error[] = [];
  const waiting = new Set<{ fits: (one: Conversation) => boolean; found: (one: Conversation) => void }>();
  return {
    asked,
    failures,
    note(conversation: Conversation) {
      asked.push(conversation);
      for (const waiter of waiting) {
        if (!waiter.fits(conversation)) continue;
        waiting.delete(waiter);
        waiter.found(conversation);
      }
    },
    until(fits: (one: Conversation) => boolean): Promise<Conversation> {
      const known = asked.find(fits);
      return known ? Promise.resolve(known) : new Promise((found) => waiting.add({ fits, found }));
    },
    /** A step that fails ends the conversation: an agent that is told of an error would only ask again. */
    async answer({ turn, tools }: Conversation): Promise<Answer> {
      const step = steps[turn];
      if (!step || failures.length > 0) return { text: "Nothing more to do.", calls: [] };
      try {
        const before = ready.get(turn) ?? Promise.resolve(step.before?.());
        ready.set(turn, before);
        await before;
        return "text" in step.say ? { text: step.say.text, calls: [] } : { calls: [callFor(step.say, tools)] };
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(JSON.stringify(error)));
        return { text: "The script failed.", calls: [] };
      }
    },
  };
};

const answerTo = async (request: IncomingMessage, run: ReturnType<typeof createRun>, log: (line: object) => void) => {
  const { method = "", url = "/" } = request;
  const path = new URL(url, "http://model").pathname;
  const raw = await textOf(request);
  const dialect = dialects.find((one) => one.matches(method, path));
  if (!dialect) {
    log({ method, path });
    if (/count_tokens|countTokens/.test(path)) return { ...asJson, body: '{"input_tokens":100,"totalTokens":100}' };
    if (path.endsWith("/models"))
      return { ...asJson, body: '{"object":"list","data":[],"models":[],"has_more":false}' };
    return method === "HEAD" ? { ...asJson, body: "" } : { ...asJson, status: 404, body: "{}" };
  }
  const body: unknown = JSON.parse(raw);
  const conversation = dialect.read(body);
  if (isAside(conversation)) {
    log({ path, aside: true });
    return dialect.write(body, { text: "A scripted title", calls: [] }, path);
  }
  run.note(conversation);
  const answer = await run.answer(conversation);
  log({ path, turn: conversation.turn, pieces: conversation.pieces.slice(-6), answer });
  return dialect.write(body, answer, path);
};

/**
 * Starts a scripted model on a free port.
 * @param logFile takes one JSON line for each request
 */
export const startModel = async (logFile: string): Promise<ScriptedModel> => {
  let run = createRun([]);
  const log = (line: object) => void appendFile(logFile, `${JSON.stringify({ at: new Date(), ...line })}\n`);
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const { type, body, status = 200 } = { status: undefined, ...(await answerTo(request, run, log)) };
      response.writeHead(status, { "content-type": type }).end(body);
    } catch (error) {
      log({ error: String(error) });
      response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ error: String(error) }));
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play(steps) {
      run = createRun(steps);
    },
    asked: () => run.asked,
    failures: () => run.failures,
    until: (fits) => run.until(fits),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
