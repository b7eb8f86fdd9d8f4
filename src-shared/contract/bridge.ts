import { z } from "zod";
import type { bridgeCallChannels, bridgeEventChannels } from "./bridge-channels.ts";
import { DesktopChange, DesktopPlace, DesktopState } from "./desktop.ts";

const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** What each call takes and gives: all that a page of the desktop app can do beyond a browser's. */
export const bridgeCalls = {
  /** Opens an http or https address in the person's browser. */
  openExternal: { args: z.tuple([webAddress]), result: z.void() },
  desktop: { args: z.tuple([]), result: DesktopState },
  changeDesktop: { args: z.tuple([DesktopChange]), result: DesktopState },
  checkForUpdates: { args: z.tuple([]), result: DesktopState },
  /** Ends the app and starts the newer one that was loaded. */
  installUpdate: { args: z.tuple([]), result: z.void() },
  /** Puts the command line on the person's PATH, or takes it off again. */
  putOnPath: { args: z.tuple([z.boolean()]), result: DesktopState },
  /** The licences of what the app holds; plain text. */
  licences: { args: z.tuple([]), result: z.string() },
} as const satisfies Record<keyof typeof bridgeCallChannels, { args: z.ZodType<unknown[]>; result: z.ZodType }>;

/** What the main process tells the page. */
export const bridgeEvents = {
  go: DesktopPlace,
  desktopChanged: DesktopState,
} as const satisfies Record<keyof typeof bridgeEventChannels, z.ZodType>;

type Calls = typeof bridgeCalls;
type Events = typeof bridgeEvents;
export type BridgeCallName = keyof Calls;
export type BridgeEventName = keyof Events;

/** One call as the page makes it; refused with an error when the arguments are not of the table. */
export type BridgeCall<N extends BridgeCallName> = (
  ...args: z.infer<Calls[N]["args"]>
) => Promise<z.infer<Calls[N]["result"]>>;

/** The acts behind the bridge, as the main process does them. */
export type BridgeActs = { [N in BridgeCallName]: BridgeCall<N> };

/** The few native acts that a window of the desktop app offers to the screen, as `window.muster`. */
export type Bridge = BridgeActs & {
  platform: "linux" | "darwin" | "win32" | "other";
  /** Calls back for what the main process says; what was said last before anyone listened is kept. Returns the way to stop. */
  on<N extends BridgeEventName>(name: N, listener: (said: z.infer<Events[N]>) => void): () => void;
};

export type BridgeSaid<N extends BridgeEventName> = z.infer<Events[N]>;
