import type { PowerMonitor } from "electron";

/** Calls back when the computer woke up or the person came back to it: timers stood still in between. */
export const watchPower = (monitor: Pick<PowerMonitor, "on" | "off">, onBack: () => void): { close(): void } => {
  // One waking tells both; what is done twice does no harm.
  monitor.on("resume", onBack);
  monitor.on("unlock-screen", onBack);
  return {
    close: () => {
      monitor.off("resume", onBack);
      monitor.off("unlock-screen", onBack);
    },
  };
};
