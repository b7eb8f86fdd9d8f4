import { createStore } from "zustand/vanilla";
import { emptyData, type HubData } from "./apply.ts";
import type { Connection } from "./line.ts";
import type { Page } from "./route.ts";

export type Phase = "loading" | "signed-out" | "ready" | "failed";

/** The screen's copy of what the hub has. Only the hub's answers and its stream change it. */
export interface HubState extends HubData {
  phase: Phase;
  connection: Connection;
  /** What to add to this computer's clock to get the hub's. */
  clockOffsetMs: number;
  selectedId: string | null;
  /** The message that the address points at, e.g. a search hit. */
  focusSeq: number | null;
  page: Page;
  /** Why the start failed, in phase `failed`; or why the hub can't be read right now. */
  error: unknown;
}

export const hubStore = createStore<HubState>()(() => ({
  ...emptyData,
  phase: "loading",
  connection: "connecting",
  clockOffsetMs: 0,
  selectedId: null,
  focusSeq: null,
  page: "sessions",
  error: null,
}));

/** Forgets what was read: who is signed out sees nothing of it any more. */
export const signedOut = (): Partial<HubState> => ({ ...emptyData, phase: "signed-out", error: null });
