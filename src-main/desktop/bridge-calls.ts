import type { IpcMain, IpcMainInvokeEvent } from "electron";
import { z } from "zod";
import { bridgeChannels } from "#contract/bridge.ts";
import { isOfHub } from "./hub-origin.ts";

// Every call that a window may make on the main process: who may call, and with what, is decided here and nowhere else.

/** The native acts behind the bridge. */
export interface BridgeActs {
  openExternal(url: string): Promise<void>;
}

const callsOf = (acts: BridgeActs) => ({
  [bridgeChannels.openExternal]: {
    args: z.tuple([z.url({ protocol: /^https?$/ }).max(2000)]),
    run: ([url]: [string]) => acts.openExternal(new URL(url).href),
  },
});

const isTrusted = (event: IpcMainInvokeEvent, hubUrl: string) => {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOfHub(frame.origin, hubUrl);
};

/** Answers the bridge's calls from the main frame of the hub's own page, and no one else's. */
export const answerBridge = (ipc: Pick<IpcMain, "handle">, hubUrl: string, acts: BridgeActs): void => {
  for (const [channel, call] of Object.entries(callsOf(acts))) {
    ipc.handle(channel, async (event, ...args: unknown[]) => {
      if (!isTrusted(event, hubUrl)) throw new Error("Only the hub's own page may call this.");
      const parsed = call.args.safeParse(args);
      if (!parsed.success) throw new Error(`${channel} was called with something that it doesn't take.`);
      await call.run(parsed.data);
    });
  }
};
