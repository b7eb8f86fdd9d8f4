import type { StreamChange, StreamFrame, StreamWord } from "#contract/stream.ts";
import { type Connection, createLine, type LineDeps, type Socket, type SocketEvents } from "./line.ts";

export type NumberedChange = StreamChange & { seq: number };

export interface StreamDeps extends Omit<LineDeps, "open"> {
  open: (since: number, events: SocketEvents) => Socket;
}

export interface StreamClient {
  start: (since: number) => void;
  stop: () => void;
  /** Tries at once instead of at the end of the pause. */
  retryNow: () => void;
  /** Gives up a connection that may be dead without saying so and opens another. */
  renew: () => void;
  /** Says a word, now and again after each reconnection: the hub forgets it with the connection. */
  say: (word: StreamWord) => void;
  onChange: (listener: (change: NumberedChange) => void) => () => void;
  onResync: (listener: () => void) => () => void;
  onConnection: (listener: (connection: Connection) => void) => () => void;
}

const listeners = <T>() => {
  const all = new Set<(value: T) => void>();
  const tell = (value: T) => {
    for (const listener of all) listener(value);
  };
  const add = (listener: (value: T) => void) => {
    all.add(listener);
    return () => void all.delete(listener);
  };
  return { tell, add };
};

const parseFrame = (text: string): StreamFrame | null => {
  try {
    const frame = JSON.parse(text) as StreamFrame;
    return typeof frame.type === "string" && Number.isFinite(frame.seq) ? frame : null;
  } catch {
    return null;
  }
};

/**
 * The event stream with resume: asks for what came after the last change it saw, passes each change on once and in
 * order, and says `resync` when the hub can't go on from there, or counts from somewhere else (it was restored).
 */
export const createStreamClient = (deps: StreamDeps): StreamClient => {
  const changes = listeners<NumberedChange>();
  const resyncs = listeners<void>();
  const connections = listeners<Connection>();
  let connection: Connection = "connecting";
  let since = 0;
  let isStarted = false;
  let word: StreamWord | null = null;

  const take = (text: string) => {
    const frame = parseFrame(text);
    if (!frame) return;
    if (frame.type === "resync" || (frame.type === "hello" && frame.seq < since)) {
      since = frame.seq;
      resyncs.tell();
    } else if (frame.type === "notice" || frame.type === "notice-withdrawn") {
      // Said to this page alone and never repeated: not one of the changes that are counted.
      changes.tell(frame);
    } else if (frame.type !== "hello" && frame.seq > since) {
      since = frame.seq;
      changes.tell(frame);
    }
  };
  const repeatWord = () => void (word && line.send(JSON.stringify(word)));
  const become = (next: Connection) => {
    if (next === connection) return;
    connection = next;
    connections.tell(next);
  };
  const line = createLine(
    { ...deps, open: (events) => deps.open(since, events) },
    { said: take, opened: repeatWord, became: become },
  );

  return {
    start: (from) => {
      since = from;
      isStarted = true;
      line.open();
    },
    stop: () => {
      isStarted = false;
      line.close();
    },
    retryNow: line.retryNow,
    renew: () => void (isStarted && line.open()),
    say: (next) => {
      word = next;
      repeatWord();
    },
    onChange: changes.add,
    onResync: (listener) => resyncs.add(listener),
    onConnection: (listener) => {
      listener(connection);
      return connections.add(listener);
    },
  };
};
