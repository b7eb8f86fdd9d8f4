import { createStore } from "zustand/vanilla";
import { emptyData, type HubData } from "./apply.ts";
import type { Connection } from "./line.ts";
import type { Page } from "./route.ts";

/** Why there is no sign-in: there never was one here, the person left, or the hub ended it. */
export type SignedOutWhy = "never" | "left" | "ended";

export type Phase = "loading" | "signed-out" | "ready" | "failed";

/** The screen's copy of what the hub has. Only the hub's answers and its stream change it. */
export interface HubState extends HubData {
  phase: Phase;
  /** Counts in phase `signed-out`. */
  signedOutWhy: SignedOutWhy;
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
  signedOutWhy: "never",
  connection: "connecting",
  clockOffsetMs: 0,
  selectedId: null,
  focusSeq: null,
  page: "sessions",
  error: null,
}));

/** Forgets what was read: who is signed out sees nothing of it any more. */
export const signedOut =
  (isByPerson = false) =>
  ({ phase, person, signedOutWhy }: HubState): Partial<HubState> => {
    const why = phase === "signed-out" ? signedOutWhy : person === null ? "never" : "ended";
    return { ...emptyData, phase: "signed-out", signedOutWhy: isByPerson ? "left" : why, error: null };
  };
