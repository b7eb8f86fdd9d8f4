import { createClient, type Message, type MessageBus } from "dbus-native";

/** A signal as it came; what it carries is not checked. */
export interface BusSignal {
  sender: string;
  path: string;
  interface: string;
  member: string;
  body: readonly unknown[];
}

/** A connection to the session's bus. */
export interface SessionBus {
  /**
   * Calls a method and gives what it answers to `take`, before any signal that comes after the answer. Rejects when it
   * fails, or is not answered in time.
   */
  call<T>(message: Message, take: (values: unknown[]) => T): Promise<T>;
  /** Sends without waiting for an answer. */
  send(message: Message): void;
  close(): void;
}

export interface BusHandlers {
  onSignal(signal: BusSignal): void;
  /** The bus is gone, by itself or by `close`. Not called when opening it fails. */
  onClose(): void;
}

const answerWaitMs = 5000;
const longestMessageBytes = 8 * 1024 * 1024;

const signalType = 4;
const noReplyExpected = 1;
const toBus = { destination: "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus" };

const caller =
  (bus: MessageBus): SessionBus["call"] =>
  async (message, take) =>
    new Promise((resolve, reject) => {
      bus.invoke(message, { timeout: answerWaitMs }, (error, ...values: unknown[]) => {
        if (error) reject(error);
        else resolve(take(values));
      });
    });

/**
 * Connects to a bus by its socket; `matches` says which signals come. Rejects when there is none or it does not answer
 * within five seconds. It never connects again by itself.
 */
export const openSessionBus = async (
  socket: string,
  matches: readonly string[],
  handlers: BusHandlers,
): Promise<SessionBus> => {
  // The library's own Hello throws out of a timer when nobody answers: so it is told that there is no bus, and greeted here.
  const bus = createClient({ socket, direct: true, authMethods: ["EXTERNAL"], maxMessageSize: longestMessageBytes });
  const { connection } = bus;
  const end = () => connection.stream.destroy();
  connection.on("error", end);
  connection.on("handlerError", end);
  connection.on("message", (message) => {
    const { type, sender, path, interface: interfaceName, member, body = [] } = message;
    if (type !== signalType || !sender || !path || !interfaceName || !member) return;
    handlers.onSignal({ sender, path, interface: interfaceName, member, body });
  });
  const call = caller(bus);
  try {
    bus.name = await call({ ...toBus, member: "Hello" }, ([name]) => String(name));
    for (const match of matches) {
      await call({ ...toBus, member: "AddMatch", signature: "s", body: [match] }, () => undefined);
    }
  } catch (error) {
    end();
    throw error;
  }
  connection.on("close", () => handlers.onClose());
  return {
    call,
    send: (message) => bus.invoke({ ...message, flags: noReplyExpected }, () => undefined),
    close: () => void connection.end(),
  };
};
