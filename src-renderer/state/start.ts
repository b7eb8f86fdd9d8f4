import { api } from "./api.ts";
import { createFollower } from "./follow.ts";
import { hubStore, signedOut } from "./hub-store.ts";
import { parseRoute } from "./route.ts";
import { onChange, onConnection, onResync, onSignedOut, startStream, stopStream, watchNetwork } from "./stream.ts";

const followRoute = () => {
  const route = parseRoute(location.hash);
  hubStore.setState({ page: route.page, selectedId: route.sessionId, focusSeq: route.seq });
};

/** Connects the screen's store with the hub and the address; returns the way to end it. */
export const startState = (): (() => void) => {
  const follower = createFollower({
    store: hubStore,
    readOverview: () => api.call("overview"),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: Date.now,
    random: Math.random,
  });
  followRoute();
  addEventListener("hashchange", followRoute);
  const stops = [
    onChange((change) => follower.change(change)),
    onResync(() => follower.load()),
    onConnection((connection) => hubStore.setState({ connection })),
    onSignedOut(() => hubStore.setState(signedOut())),
    watchNetwork(),
    () => removeEventListener("hashchange", followRoute),
    () => follower.close(),
    stopStream,
  ];
  follower.load(startStream);
  return () => {
    for (const stop of stops) stop();
  };
};
