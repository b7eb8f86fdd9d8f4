import { EventEmitter } from "node:events";
import type { PowerMonitor, PowerSaveBlocker } from "electron";

class DoublePower
  extends EventEmitter
  implements Pick<PowerMonitor, "getSystemIdleState" | "getSystemIdleTime" | "isOnBatteryPower" | "onBatteryPower">
{
  readonly onBatteryPower = false;
  getSystemIdleState(): ReturnType<PowerMonitor["getSystemIdleState"]> {
    return "active";
  }
  getSystemIdleTime(): number {
    return 0;
  }
  isOnBatteryPower(): boolean {
    return false;
  }
}
export const powerMonitor = new DoublePower();

const blockers = new Set<number>();
let lastBlocker = 0;

/** How many things keep the computer awake. */
export const heldAwake = (): number => blockers.size;

export const powerSaveBlocker: PowerSaveBlocker = {
  start: () => {
    lastBlocker += 1;
    blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
};
