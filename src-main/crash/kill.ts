import type { HubProcess } from "./hub-process.ts";

/** Makes what is to be called at each 2xx: it kills the hub a little after the `after`th. */
export const killAfter = (hub: HubProcess, { after, delayMs }: { after: number; delayMs: number }): (() => void) => {
  let done = 0;
  return () => {
    done += 1;
    if (done === after) setTimeout(() => void hub.kill(), delayMs);
  };
};
