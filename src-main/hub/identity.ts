import { randomUUID } from "node:crypto";
import type { Store } from "../core/ports.ts";

export interface Identity {
  hubId: string;
  /** How often this hub was started, this time included. */
  starts: number;
}

/** Makes the hub's id at its first start and counts the start. */
export const startIdentity = (store: Store): Promise<Identity> =>
  store.write(async (tx) => {
    const hubId = (await tx.meta.get("hubId")) ?? randomUUID();
    const starts = Number((await tx.meta.get("starts")) ?? "0") + 1;
    await tx.meta.set("hubId", hubId);
    await tx.meta.set("starts", String(starts));
    return { hubId, starts };
  });

/** Room for changes of the stream in one run, so that numbers of different runs never meet. */
const CHANGES_PER_START = 1_000_000_000;

export const firstSeqOf = (identity: Identity): number => identity.starts * CHANGES_PER_START;
