export type Connection = "live" | "connecting" | "away";

/** What is used of a WebSocket, so that a test can pass its own. */
export interface Socket {
  send: (text: string) => void;
  close: () => void;
}
export interface SocketEvents {
  opened: () => void;
  said: (text: string) => void;
  closed: () => void;
}

export interface LineDeps {
  open: (events: SocketEvents) => Socket;
  /** Calls back later; returns the way to call it off. */
  later: (run: () => void, ms: number) => () => void;
  /** From 0 up to 1. */
  random: () => number;
  /** Asked when a connection ended or could not be opened: false when there is no point in trying again. */
  mayRetry: () => Promise<boolean>;
}

export interface LineEvents {
  said: (text: string) => void;
  opened: () => void;
  became: (connection: Connection) => void;
}

/** A connection that is opened again whenever it ends. */
export interface Line {
  open: () => void;
  close: () => void;
  /** Tries at once instead of at the end of the pause. */
  retryNow: () => void;
  /** Sends if it is open; false when it is not. */
  send: (text: string) => boolean;
}

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;
/** A connection that says nothing for so long at its start is given up. */
const FIRST_WORD_MS = 10_000;

/** The pause before the given try (0 is the first): doubles up to 15 s, up to half of it left to chance. */
export const pauseMs = (tries: number, random: number): number => {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10));
  return full / 2 + (full / 2) * random;
};

/** Keeps one connection open for ever, with growing pauses between the tries. */
export const createLine = (deps: LineDeps, events: LineEvents): Line => {
  let socket: Socket | null = null;
  let isOpen = false;
  let isWanted = false;
  let tries = 0;
  let hasBeenLive = false;
  let stopTimer: (() => void) | null = null;
  let round = 0;

  const drop = () => {
    round += 1;
    stopTimer?.();
    stopTimer = null;
    socket?.close();
    socket = null;
    isOpen = false;
  };

  const lost = async () => {
    drop();
    // One quick try goes unsaid: a hub that restarts is back within it.
    events.became(tries === 0 && hasBeenLive ? "connecting" : "away");
    stopTimer = deps.later(connect, pauseMs(tries, deps.random()));
    tries += 1;
    if (!(await deps.mayRetry())) close();
  };

  const heard = (text: string) => {
    if (tries > 0 || !hasBeenLive || stopTimer) {
      stopTimer?.();
      stopTimer = null;
      tries = 0;
      hasBeenLive = true;
    }
    events.became("live");
    events.said(text);
  };

  const opened = () => {
    isOpen = true;
    events.opened();
  };

  const connect = () => {
    drop();
    const mine = round;
    const ifMine = <T extends unknown[]>(run: (...given: T) => void) => {
      return (...given: T) => void (mine === round && run(...given));
    };
    stopTimer = deps.later(() => void lost(), FIRST_WORD_MS);
    socket = deps.open({ opened: ifMine(opened), said: ifMine(heard), closed: ifMine(() => void lost()) });
  };

  const close = () => {
    isWanted = false;
    drop();
  };

  const open = () => {
    isWanted = true;
    connect();
  };

  const send = (text: string) => {
    if (isOpen) socket?.send(text);
    return isOpen;
  };

  return { open, close, send, retryNow: () => void (isWanted && !socket && connect()) };
};
