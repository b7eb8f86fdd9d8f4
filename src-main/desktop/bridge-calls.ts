import type { IpcMain, IpcMainInvokeEvent } from "electron";
import { type BridgeActs, type BridgeCallName, bridgeCalls } from "#contract/bridge.ts";
import { bridgeCallChannels } from "#contract/bridge-channels.ts";
import { isOfHub } from "./hub-origin.ts";

// Every call that a window may make on the main process: who may call, and with what, is decided here and nowhere else.

const isTrusted = (event: IpcMainInvokeEvent, hubUrl: string) => {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOfHub(frame.origin, hubUrl);
};

/** Answers the bridge's calls from the main frame of the hub's own page, and no one else's. */
export const answerBridge = (ipc: Pick<IpcMain, "handle">, hubUrl: string, acts: BridgeActs): void => {
  for (const name of Object.keys(bridgeCallChannels) as BridgeCallName[]) {
    const act = acts[name] as (...args: unknown[]) => Promise<unknown>;
    ipc.handle(bridgeCallChannels[name], async (event, ...args: unknown[]) => {
      if (!isTrusted(event, hubUrl)) throw new Error("Only the hub's own page may call this.");
      const parsed = bridgeCalls[name].args.safeParse(args);
      if (!parsed.success) throw new Error(`${name} was called with something that it doesn't take.`);
      const result = bridgeCalls[name].result.safeParse(await act(...parsed.data));
      if (!result.success) throw new Error(`${name} gave something that it doesn't give.`);
      return result.data;
    });
  }
};
