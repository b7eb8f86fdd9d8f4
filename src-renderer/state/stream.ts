import { ProblemError } from "#client/errors.ts";
import { streamPath } from "#contract/endpoints.ts";
import { api } from "./api.ts";
import type { Socket, SocketEvents } from "./line.ts";
import { createStreamClient } from "./stream-client.ts";

export type { Connection } from "./line.ts";
export type { NumberedChange } from "./stream-client.ts";

const signedOutListeners = new Set<() => void>();

/** Calls back when the hub no longer knows this sign-in. */
export const onSignedOut = (listener: () => void): (() => void) => {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
};

// A browser doesn't say with which status a WebSocket was refused, so the door itself is asked.
const isStillSignedIn = async () => {
  try {
    await api.call("person");
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "unauthorized") return true;
    for (const listener of signedOutListeners) listener();
    return false;
  }
};

const openSocket = (since: number, events: SocketEvents): Socket => {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}${streamPath}?since=${since}`);
  socket.addEventListener("open", () => events.opened());
  socket.addEventListener("message", (event) => events.said(String(event.data)));
  socket.addEventListener("close", () => events.closed());
  return { send: (text) => socket.send(text), close: () => socket.close() };
};

const client = createStreamClient({
  open: openSocket,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  mayRetry: isStillSignedIn,
});

/** Every change of the stream, each once and in order; returns the way to stop. */
export const { onChange, onResync, onConnection, say } = client;
export const { start: startStream, stop: stopStream, retryNow: retryStream } = client;

const WAKE_CHECK_MS = 5_000;

/** Reconnects at once when the network or the page comes back, and after the computer slept; returns the way to stop. */
export const watchNetwork = (): (() => void) => {
  const aim = new AbortController();
  const { signal } = aim;
  addEventListener("online", () => client.renew(), { signal });
  addEventListener("focus", () => client.retryNow(), { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && client.retryNow(), {
    signal,
  });
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    // A sleeping computer leaves a socket that looks open and is dead. A hidden page's timers are slow by themselves.
    if (now - last > WAKE_CHECK_MS * 6 && document.visibilityState === "visible") client.renew();
    last = now;
  }, WAKE_CHECK_MS);
  return () => {
    aim.abort();
    clearInterval(timer);
  };
};
