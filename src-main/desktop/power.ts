import type { PowerMonitor } from "electron";

export interface PowerActs {
  /** The computer slept, and timers stood still. */
  woke(): void;
  /** The person is back; agents worked on meanwhile. */
  isBack(): void;
}

/** Follows the computer's sleep. The app itself never keeps it awake. */
export const watchPower = (
  monitor: Pick<PowerMonitor, "on" | "off">,
  { woke, isBack }: PowerActs,
): { close(): void } => {
  monitor.on("resume", woke);
  monitor.on("unlock-screen", isBack);
  return {
    close: () => {
      monitor.off("resume", woke);
      monitor.off("unlock-screen", isBack);
    },
  };
};
