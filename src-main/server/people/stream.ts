import type { WebSocket } from "ws";
import { type StreamChange, type StreamFrame, StreamWord } from "#contract/stream.ts";
import type { Change } from "../../core/changes.ts";
import type { Core } from "../../core/core.ts";
import type { Clock } from "../../core/ports.ts";
import { hashSecret } from "../../core/secrets.ts";
import { presentMachine } from "../present/machines.ts";
import { presentMessage, presentQuestion, presentReceipt } from "../present/messages.ts";
import { presentRule } from "../present/rules.ts";
import { presentMarks, presentWatched } from "../present/sessions.ts";
import { createFrameRing, type Frame, type FrameRing } from "./stream-ring.ts";

/** A screen that listens. */
interface Screen {
  socket: WebSocket;
  personId: string;
  signInHash: string;
  lookingAt: string | null;
  /** It did not read what was sent: nothing more is sent until it has, then it is told to start over. */
  isBehind: boolean;
}

export interface Stream {
  /** The number of the newest change. */
  seq(): number;
  open(socket: WebSocket, person: { id: string; signIn: string }, since: number | undefined): void;
  isLookedAt(sessionId: string): boolean;
  /** Ends the streams of a sign-in that is over. */
  endSignIn(secret: string): void;
  close(): void;
}

const KEEP = { frames: 20_000, chars: 16 * 1024 * 1024 };
/** Bytes that may wait for a screen that does not read. */
const MOST_BUFFERED = 4 * 1024 * 1024;
const PING_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** So long after the last screen left, changes are put into words and kept for its return. */
const LINGER_MS = 15 * 60_000;

const present = (change: Change, core: Core): StreamChange => {
  switch (change.type) {
    case "message":
      return {
        type: "message",
        message: presentMessage(change.message),
        session: presentWatched(change.session, core.steeringOf),
      };
    case "session":
      return { type: "session", session: presentWatched(change.session, core.steeringOf) };
    case "session-deleted":
      return { type: "session-deleted", sessionId: change.sessionId };
    case "marks":
      return { type: "marks", sessionId: change.sessionId, marks: presentMarks(change.marks) };
    case "receipt":
      return {
        type: "receipt",
        sessionId: change.receipt.sessionId,
        messageSeq: change.receipt.messageSeq,
        receipt: presentReceipt(change.receipt),
      };
    case "question":
      return {
        type: "question",
        sessionId: change.question.sessionId,
        messageSeq: change.question.messageSeq,
        question: presentQuestion(change.question),
      };
    case "rule":
      return { type: "rule", rule: presentRule(change.rule) };
    case "machine":
      return { type: "machine", machine: presentMachine(change.machine) };
    case "machine-revoked":
      return { type: "machine-revoked", machineId: change.machineId };
    case "settings":
      return { type: "settings", settings: change.settings };
  }
};

const frameText = (frame: StreamFrame) => JSON.stringify(frame);

const isFor = (screen: Screen, frame: Frame) => frame.personId === undefined || frame.personId === screen.personId;

const deliver = (screen: Screen, ring: FrameRing, frame: Frame) => {
  if (screen.isBehind || !isFor(screen, frame)) return;
  if (screen.socket.bufferedAmount > MOST_BUFFERED) {
    screen.isBehind = true;
    awaitReading(screen, ring);
    return;
  }
  screen.socket.send(frame.text);
};

const awaitReading = (screen: Screen, ring: FrameRing) => {
  const timer = setInterval(() => {
    if (screen.socket.readyState !== screen.socket.OPEN) clearInterval(timer);
    else if (screen.socket.bufferedAmount === 0) {
      clearInterval(timer);
      screen.isBehind = false;
      screen.socket.send(frameText({ type: "resync", seq: ring.seq() }));
    }
  }, LOOK_AGAIN_MS).unref();
};

const greet = (screen: Screen, ring: FrameRing, since: number | undefined) => {
  const missed = since === undefined ? [] : ring.after(since)?.filter((frame) => isFor(screen, frame));
  if (missed === undefined) screen.socket.send(frameText({ type: "resync", seq: ring.seq() }));
  else if (missed.length === 0) screen.socket.send(frameText({ type: "hello", seq: ring.seq() }));
  else for (const frame of missed) deliver(screen, ring, frame);
};

/** What a screen says its person looks at; words that are not understood change nothing. */
const readLooking = (text: string, before: string | null): string | null => {
  try {
    const word = StreamWord.safeParse(JSON.parse(text));
    return word.success ? word.data.sessionId : before;
  } catch {
    return before;
  }
};

/** Whether a screen may come back soon: until then it matters what it misses. */
const createInterest = (clock: Clock) => {
  let until = Number.NEGATIVE_INFINITY;
  return {
    renew() {
      until = clock() + LINGER_MS;
    },
    isThere: () => clock() <= until,
  };
};

/** Sends every change to every screen, in order; one frame is built once and sent to all. */
export const createStream = (core: Core, firstSeq: number): Stream => {
  const ring = createFrameRing(firstSeq, KEEP);
  const interest = createInterest(core.clock);
  const screens = new Set<Screen>();
  const alive = new WeakSet<WebSocket>();

  const unsubscribe = core.changes.subscribe((change) => {
    // Most of the time nobody looks, and putting a post into words costs as much as storing it.
    if (screens.size === 0 && !interest.isThere()) return ring.skip();
    const frame = ring.push(
      (seq) => JSON.stringify({ seq, ...present(change, core) }),
      change.type === "marks" ? change.personId : undefined,
    );
    for (const screen of screens) deliver(screen, ring, frame);
  });
  const pinging = setInterval(() => {
    for (const { socket } of screens) {
      if (alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, PING_MS).unref();

  return {
    seq() {
      // Asked by a screen that is about to open the stream from there.
      interest.renew();
      return ring.seq();
    },
    open(socket, person, since) {
      const screen: Screen = {
        socket,
        personId: person.id,
        signInHash: hashSecret(person.signIn),
        lookingAt: null,
        isBehind: false,
      };
      alive.add(socket);
      screens.add(screen);
      socket.on("pong", () => alive.add(socket));
      socket.on("close", () => {
        screens.delete(screen);
        interest.renew();
      });
      socket.on("error", () => socket.terminate());
      socket.on("message", (data: Buffer) => {
        alive.add(socket);
        screen.lookingAt = readLooking(data.toString(), screen.lookingAt);
      });
      greet(screen, ring, since);
    },
    isLookedAt: (sessionId) => Array.from(screens).some((screen) => screen.lookingAt === sessionId),
    endSignIn(secret) {
      const hash = hashSecret(secret);
      for (const screen of screens) if (screen.signInHash === hash) screen.socket.close(4401, "signed out");
    },
    close() {
      unsubscribe();
      clearInterval(pinging);
      for (const { socket } of screens) socket.close(1001, "the hub closes");
      screens.clear();
    },
  };
};
