import type { ViaCarrier } from "./applies.ts";
import type { CarrierTarget, CarrierWay } from "./carrier.ts";
import { openQueue } from "./queue.ts";
import { openTerminal } from "./terminal.ts";

/** The carriers that `muster carry` runs. A new one is a file and a row here, and where it applies. */
export const carrierWays: Readonly<Record<ViaCarrier, (target: CarrierTarget) => CarrierWay>> = {
  queue: openQueue,
  terminal: openTerminal,
};
