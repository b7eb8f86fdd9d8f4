import { sessionBusSockets } from "./bus-address.ts";
import { NoticeProblem } from "./problem.ts";
import { type BusSignal, openSessionBus, type SessionBus } from "./session-bus.ts";

/** The notification server that runs now. */
export interface ServerFacts {
  /** Its unique name on the bus: another one after it was started again. */
  owner: string;
  /** Name and version. */
  description: string;
  capabilities: ReadonlySet<string>;
}

/** The desktop's notification server, wherever the bus and it come from and however often they go. */
export interface NotificationServer {
  /** Connects and starts it where needed. Rejects with a `NoticeProblem`. */
  ready(): Promise<ServerFacts>;
  /** Calls a method of the one that is `ready`; rejects with a `NoticeProblem`. */
  call<T>(
    facts: ServerFacts,
    member: string,
    signature: string,
    body: unknown[],
    take: (value: unknown) => T,
  ): Promise<T>;
  /** Tells the one that runs something, at once and without an answer. */
  tell(member: string, signature: string, body: unknown[]): void;
  close(): void;
}

export interface ServerHandlers {
  /** A signal of the server that is ready. */
  onSignal(member: string, body: readonly unknown[]): void;
  /** The server, or the bus with it, is gone: what it showed is gone too. */
  onGone(): void;
}

const name = "org.freedesktop.Notifications";
const path = "/org/freedesktop/Notifications";
const dbus = { destination: "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus" };
const matches = [
  `type='signal',sender='${name}',path='${path}',interface='${name}'`,
  `type='signal',sender='${dbus.destination}',path='${dbus.path}',interface='${dbus.interface}',member='NameOwnerChanged',arg0='${name}'`,
];

// One that hangs would hold up each notification anew.
const restMs = 30_000;

type Env = Readonly<Record<string, string | undefined>>;

const connect = async (env: Env, handlers: Parameters<typeof openSessionBus>[2]): Promise<SessionBus> => {
  const sockets = sessionBusSockets(env);
  if (sockets.length === 0) throw new NoticeProblem("no-bus");
  for (const socket of sockets) {
    const bus = await openSessionBus(socket, matches, handlers).catch(() => null);
    if (bus !== null) return bus;
  }
  throw new NoticeProblem("bus-gone");
};

const askFacts = async (bus: SessionBus): Promise<ServerFacts> => {
  const server = { path, interface: name };
  // Starts it, where the system knows how.
  const description = await bus.call(
    { ...server, destination: name, member: "GetServerInformation" },
    ([first, , version]) => [first, version].map(String).join(" "),
  );
  const owner = await bus.call({ ...dbus, member: "GetNameOwner", signature: "s", body: [name] }, ([first]) =>
    String(first),
  );
  const capabilities = await bus.call({ ...server, destination: owner, member: "GetCapabilities" }, ([list]) =>
    Array.isArray(list) ? list.map(String) : [],
  );
  return { owner, description: description.slice(0, 100), capabilities: new Set(capabilities) };
};

/** The connection, and what is known of the server at its other end. */
const createLink = (env: Env, handlers: ServerHandlers, onOwner: () => void) => {
  let bus: SessionBus | null = null;
  let facts: ServerFacts | null = null;
  /** Who the server is by the bus's last word, while it is asked about itself. */
  let announced: unknown = null;

  const forget = () => {
    if (facts === null) return;
    facts = null;
    handlers.onGone();
  };
  const onSignal = (signal: BusSignal) => {
    if (signal.interface === dbus.interface && signal.sender === dbus.destination) {
      const [changed, , owner] = signal.body;
      if (signal.member !== "NameOwnerChanged" || changed !== name) return;
      announced = owner;
      onOwner();
      if (owner !== facts?.owner) forget();
    } else if (signal.sender === facts?.owner && signal.interface === name && signal.path === path) {
      handlers.onSignal(signal.member, signal.body);
    }
  };
  const drop = () => {
    bus = null;
    forget();
  };

  const prepare = async (tries = 3): Promise<ServerFacts> => {
    bus ??= await connect(env, { onSignal, onClose: drop });
    announced = null;
    const asked = await askFacts(bus);
    // Another one took its place meanwhile.
    if (announced !== null && announced !== asked.owner && tries > 1) return prepare(tries - 1);
    facts = asked;
    return facts;
  };

  return {
    bus: () => bus,
    facts: () => facts,
    prepare,
    forget,
    drop,
  };
};

/**
 * Finds the notification server that `env` leads to. Nothing happens before the first `ready`, and no timer runs but
 * while an answer is waited for. `now` is in milliseconds and only goes up.
 */
export const createNotificationServer = (
  env: Env,
  handlers: ServerHandlers,
  now: () => number = () => performance.now(),
): NotificationServer => {
  let asking: Promise<ServerFacts> | null = null;
  let silence: { problem: NoticeProblem; since: number } | null = null;
  let isClosed = false;
  const link = createLink(env, handlers, () => {
    silence = null;
  });

  const failed = (error: unknown): never => {
    const problem = NoticeProblem.of(error);
    // What is missing is found missing at once the next time; what hangs isn't.
    if (problem.code === "no-answer") silence = { problem, since: now() };
    if (problem.code === "bus-gone") link.drop();
    if (problem.code === "no-server") link.forget();
    throw problem;
  };
  const prepare = async () => {
    const facts = await link.prepare().catch(failed);
    if (!isClosed) return facts;
    link.bus()?.close();
    throw new NoticeProblem("closed");
  };
  const address = (facts: ServerFacts) => ({ path, interface: name, destination: facts.owner });

  return {
    ready: async () => {
      if (isClosed) throw new NoticeProblem("closed");
      const facts = link.facts();
      if (silence !== null && now() - silence.since < restMs) throw silence.problem;
      silence = null;
      if (facts !== null) return facts;
      asking ??= prepare().finally(() => {
        asking = null;
      });
      return asking;
    },
    call: async (to, member, signature, body, take) => {
      const bus = link.bus();
      if (bus === null || to !== link.facts()) throw new NoticeProblem("bus-gone");
      return bus.call({ ...address(to), member, signature, body }, ([value]) => take(value)).catch(failed);
    },
    tell: (member, signature, body) => {
      const facts = link.facts();
      if (facts !== null) link.bus()?.send({ ...address(facts), member, signature, body });
    },
    close: () => {
      isClosed = true;
      link.bus()?.close();
    },
  };
};
