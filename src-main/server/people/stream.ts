import type { WebSocket } from "ws";
import { type StreamFrame, StreamWord } from "#contract/stream.ts";
import type { Core } from "../../core/core.ts";
import type { PersonView } from "../../core/people/views.ts";
import type { Clock } from "../../core/ports.ts";
import { createOpenPages, type OpenPages, type Page } from "./stream-pages.ts";
import { toldOf } from "./stream-frames.ts";
import { createFrameRing, type Frame as RingFrame, type FrameRing } from "./stream-ring.ts";

type Frame = RingFrame<PersonView>;
type Ring = FrameRing<PersonView>;

/** A screen that listens. */
interface Screen extends Page {
  socket: WebSocket;
  /** What its person may see now. */
  view(): PersonView | undefined;
  /** It did not read what was sent: nothing more is sent until it has, then it is told to start over. */
  isBehind: boolean;
}

/** Who opens the stream, and where. */
export interface StreamPlace {
  personId: string;
  deviceId: string;
  /** The desktop app's own window. */
  isApp?: boolean;
}

export interface Stream {
  /** The number of the newest change. */
  seq(): number;
  /** Ends at once when the device is none any more. */
  open(socket: WebSocket, from: StreamPlace, since: number | undefined): void;
  /** Whether somebody, or this person, looks at a discussion. */
  isLookedAt(sessionId: string, personId?: string): boolean;
  close(): void;
}

const KEEP = { frames: 20_000, chars: 16 * 1024 * 1024 };
/** Bytes that may wait for a screen that does not read. */
const MOST_BUFFERED = 4 * 1024 * 1024;
const PING_MS = 30_000;
const LOOK_AGAIN_MS = 250;
/** So long after the last screen left, changes are put into words and kept for its return. */
const LINGER_MS = 15 * 60_000;

const frameText = (frame: StreamFrame) => JSON.stringify(frame);

const isFor = (screen: Screen, frame: Frame) => {
  const view = screen.view();
  return view !== undefined && frame.isFor(view);
};

const startOver = (screen: Screen, ring: Ring) => {
  if (!screen.isBehind) screen.socket.send(frameText({ type: "resync", seq: ring.seq() }));
};

const deliver = (screen: Screen, ring: Ring, frame: Frame) => {
  if (screen.isBehind || !isFor(screen, frame)) return;
  if (screen.socket.bufferedAmount > MOST_BUFFERED) {
    screen.isBehind = true;
    awaitReading(screen, ring);
    return;
  }
  screen.socket.send(frame.text);
};

const awaitReading = (screen: Screen, ring: Ring) => {
  const timer = setInterval(() => {
    if (screen.socket.readyState !== screen.socket.OPEN) clearInterval(timer);
    else if (screen.socket.bufferedAmount === 0) {
      clearInterval(timer);
      screen.isBehind = false;
      startOver(screen, ring);
    }
  }, LOOK_AGAIN_MS).unref();
};

const greet = (screen: Screen, ring: Ring, since: number | undefined) => {
  const missed = since === undefined ? [] : ring.after(since)?.filter((frame) => isFor(screen, frame));
  if (missed === undefined) startOver(screen, ring);
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

/** Ends the connections that did not answer since the last time. */
const startPinging = (screens: ReadonlySet<Screen>, alive: WeakSet<WebSocket>) =>
  setInterval(() => {
    for (const { socket } of screens) {
      if (alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, PING_MS).unref();

const SIGNED_OUT = { code: 4401, why: "signed out" };

const createScreen = (own: Pick<Screen, "socket" | "personId" | "deviceId" | "isApp" | "view">, ring: Ring): Screen => {
  const screen: Screen = {
    ...own,
    lookingAt: null,
    lastSign: 0,
    isBehind: false,
    // It is not kept: whoever comes back later sees what there is.
    tell(words) {
      if (!screen.isBehind) screen.socket.send(frameText({ seq: ring.seq(), ...words }));
    },
  };
  return screen;
};

/** Keeps the screen among the others until its connection ends, and hears what it says. */
const follow = (
  screen: Screen,
  parts: { screens: Set<Screen>; alive: WeakSet<WebSocket>; open: OpenPages; interest: { renew(): void } },
) => {
  const { socket } = screen;
  const { screens, alive, open, interest } = parts;
  alive.add(socket);
  screens.add(screen);
  open.touch(screen);
  socket.on("pong", () => alive.add(socket));
  socket.on("close", () => {
    screens.delete(screen);
    interest.renew();
  });
  socket.on("error", () => socket.terminate());
  socket.on("message", (data: Buffer) => {
    alive.add(socket);
    open.looks(screen, readLooking(data.toString(), screen.lookingAt));
  });
};

/** Sends every change to the screens of those who may see it, in order; one frame is built once and sent to all. */
export const createStream = (core: Core, firstSeq: number): Stream => {
  const ring: Ring = createFrameRing(firstSeq, KEEP);
  const interest = createInterest(core.clock);
  const screens = new Set<Screen>();
  const alive = new WeakSet<WebSocket>();
  const open = createOpenPages(screens);
  core.attention.usePages(open.pages);

  const unsubscribe = core.changes.subscribe((change) => {
    if (change.type === "devices-ended") {
      const ended = new Set(change.deviceIds);
      for (const { socket, deviceId } of screens)
        if (ended.has(deviceId)) socket.close(SIGNED_OUT.code, SIGNED_OUT.why);
      return;
    }
    // Most of the time nobody looks, and putting a post into words costs as much as storing it.
    if (screens.size === 0 && !interest.isThere()) return ring.skip();
    for (const { frame: words, isFor: isForViewer } of toldOf(change, core.steeringOf)) {
      const frame = ring.push((seq) => JSON.stringify({ seq, ...words }), isForViewer);
      for (const screen of screens) deliver(screen, ring, frame);
    }
  });
  const pinging = startPinging(screens, alive);

  return {
    seq() {
      // Asked by a screen that is about to open the stream from there.
      interest.renew();
      return ring.seq();
    },
    open(socket, { personId, deviceId, isApp = false }, since) {
      // It may have been ended while the connection was being made.
      if (!core.signIn.isOpen(deviceId)) return socket.close(SIGNED_OUT.code, SIGNED_OUT.why);
      const own = { socket, personId, deviceId, isApp, view: () => core.views.now(personId) };
      const screen = createScreen(own, ring);
      follow(screen, { screens, alive, open, interest });
      greet(screen, ring, since);
    },
    isLookedAt: (sessionId, personId) =>
      Array.from(screens).some(
        (screen) => screen.lookingAt === sessionId && (personId === undefined || screen.personId === personId),
      ),
    close() {
      unsubscribe();
      clearInterval(pinging);
      for (const { socket } of screens) socket.close(1001, "the hub closes");
      screens.clear();
    },
  };
};
