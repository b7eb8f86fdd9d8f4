import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { eventsPath } from "#contract/endpoints.ts";
import { EventsQuery } from "#contract/question.ts";
import type { Change } from "../../core/changes.ts";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { bearerOf } from "../guards.ts";
import { presentApproval } from "../present/approvals.ts";
import { presentQuestion } from "../present/messages.ts";
import { presentSession } from "../present/sessions.ts";
import { machineOf } from "./caller.ts";
import { type AgentEvent, createEventRing, type EventRing, eventText } from "./event-ring.ts";

const KEEP = { events: 5000, chars: 8 * 1024 * 1024 };
/** Bytes that may wait for a client that does not read. */
const MOST_BUFFERED = 1024 * 1024;
const HEARTBEAT_MS = 15_000;
const MOST_OF_MACHINE = 200;

interface Client {
  readonly raw: ServerResponse;
  readonly key: string;
  readonly machineId: string;
  readonly sessionId: string | undefined;
  /** The id of the last event that it was told, or that was not for it. */
  at: number;
  /** It did not read what was sent: it is told the rest once it has. */
  isBehind: boolean;
}

type Told = Parameters<ReturnType<typeof createEventRing>["push"]>[0];

/** What agents are told of a change. A reply is only announced: it is handed over to who asks for it. */
const toldOf = (change: Change): Told | undefined => {
  switch (change.type) {
    case "message": {
      const { message, session, stateBefore } = change;
      const at = { sessionId: session.id, machineId: session.machineId };
      if (message.kind === "reply") {
        const data = { sessionId: session.id, id: message.id, seq: message.seq };
        return message.receipt === null ? undefined : { ...at, type: "reply", data };
      }
      if (session.state === stateBefore) return undefined;
      return { ...at, type: "session", data: { session: presentSession(session) } };
    }
    case "session": {
      const { session } = change;
      const at = { sessionId: session.id, machineId: session.machineId };
      return { ...at, type: "session", data: { session: presentSession(session) } };
    }
    case "session-deleted":
      return {
        sessionId: change.sessionId,
        machineId: null,
        type: "session",
        data: { sessionId: change.sessionId, deleted: true },
      };
    case "question": {
      const { question, session } = change;
      const at = { sessionId: session.id, machineId: session.machineId };
      return { ...at, type: "question", data: { question: presentQuestion(question) } };
    }
    case "approval": {
      const { approval, session } = change;
      const at = { sessionId: session.id, machineId: session.machineId };
      return { ...at, type: "approval", data: { approval: presentApproval(approval) } };
    }
    default:
      return undefined;
  }
};

const isFor = (client: Client, event: AgentEvent) =>
  client.sessionId === undefined
    ? client.machineId === event.machineId
    : client.sessionId === event.sessionId && (event.machineId ?? client.machineId) === client.machineId;

const lastIdOf = (header: string | string[] | undefined): number | undefined => {
  if (typeof header !== "string" || header === "") return undefined;
  // What can't be read is treated like an id that is too old.
  return /^\d{1,15}$/.test(header) ? Number(header) : Number.MAX_SAFE_INTEGER;
};

const send = (client: Client, ring: EventRing, event: AgentEvent) => {
  if (client.isBehind) return;
  if (client.raw.writableLength > MOST_BUFFERED) {
    client.isBehind = true;
    client.raw.once("drain", () => catchUp(client, ring));
    return;
  }
  client.at = event.id;
  if (isFor(client, event)) client.raw.write(event.text);
};

/** Tells what a client missed; where that is no longer kept, that it has to read anew. */
const catchUp = (client: Client, ring: EventRing) => {
  client.isBehind = false;
  const missed = ring.after(client.at);
  for (const event of missed ?? []) send(client, ring, event);
  if (missed !== undefined) return;
  client.at = ring.newest();
  client.raw.write(eventText(client.at, "resync", {}));
};

/** Keeps the event streams of all machines: tells each what concerns it, in order. */
const createEvents = ({ core }: ServerContext, firstId: number) => {
  const ring = createEventRing(firstId, KEEP);
  const clients = new Set<Client>();
  const endRefused = () => {
    for (const client of clients) if (core.machineKeys.check(client.key) === undefined) client.raw.end();
  };
  const unsubscribe = core.changes.subscribe((change) => {
    if (change.type === "machine" || change.type === "machine-revoked") endRefused();
    const told = toldOf(change);
    if (told === undefined) return;
    const event = ring.push(told);
    for (const client of clients) send(client, ring, event);
  });
  const heartbeat = setInterval(() => {
    for (const client of clients) if (client.raw.writableLength === 0) client.raw.write(": still here\n\n");
  }, HEARTBEAT_MS).unref();
  return {
    refuseTooMany(machineId: string) {
      const count = Array.from(clients).filter((client) => client.machineId === machineId).length;
      if (count < MOST_OF_MACHINE) return;
      throw new HubError("rate-limited", `This machine has ${count} event streams open already.`, {
        retryAfterSeconds: 30,
      });
    },
    open(caller: Omit<Client, "at" | "isBehind">, lastId: number | undefined) {
      const client: Client = { ...caller, at: lastId ?? ring.newest(), isBehind: false };
      clients.add(client);
      client.raw.once("close", () => clients.delete(client));
      client.raw.on("error", () => client.raw.destroy());
      client.raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-accel-buffering": "no",
      });
      // An id without data sets where a client goes on from, and is no event.
      client.raw.write(`retry: 1000\n${lastId === undefined ? `id: ${ring.newest()}\n` : ""}\n`);
      catchUp(client, ring);
    },
    close() {
      unsubscribe();
      clearInterval(heartbeat);
      for (const { raw } of clients) raw.end();
      clients.clear();
    },
  };
};

/** `GET /v1/events`: server-sent events for the sessions of the machine that asks. */
export const eventsRoute = (app: FastifyInstance, context: ServerContext, firstId: number): void => {
  const events = createEvents(context, firstId);
  app.addHook("preClose", (done) => {
    events.close();
    done();
  });
  app.get(eventsPath, async (request, reply) => {
    const machine = machineOf(request);
    const query = EventsQuery.safeParse(request.query);
    if (!query.success) throw new HubError("not-found", "There is nothing with this id.");
    const sessionId = query.data.session;
    if (sessionId !== undefined) await context.core.sessions.ofMachine(machine, sessionId);
    events.refuseTooMany(machine.id);
    reply.hijack();
    const caller = { raw: reply.raw, key: bearerOf(request) ?? "", machineId: machine.id, sessionId };
    events.open(caller, lastIdOf(request.headers["last-event-id"]));
  });
};
