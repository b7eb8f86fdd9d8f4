import { parseArgs } from "node:util";

/** How much is measured. */
export interface Sizes {
  connections: number[];
  /** Each round loads every server once, for so long. */
  rounds: number;
  roundMs: number;
  warmMs: number;
  parked: number;
  wakes: number;
  streams: number;
  fanOuts: number;
  /** How long the hub rests before it counts as idle, and how long it is watched then. */
  settleMs: number;
  idleMs: number;
  messages: number;
  longDiscussion: number;
  searches: number;
  pages: number;
  starts: number;
  paints: number;
  trayClicks: number;
  /** How long the hub of the desktop app is watched, its window closed. */
  closedMs: number;
}

const full: Sizes = {
  connections: [64, 256],
  rounds: 5,
  roundMs: 2000,
  warmMs: 2000,
  parked: 1000,
  wakes: 1500,
  streams: 1000,
  fanOuts: 100,
  settleMs: 12_000,
  idleMs: 15_000,
  messages: 1_000_000,
  longDiscussion: 100_000,
  searches: 1000,
  pages: 600,
  starts: 40,
  paints: 7,
  trayClicks: 20,
  closedMs: 60_000,
};

const quick: Sizes = {
  connections: [64],
  rounds: 3,
  roundMs: 700,
  warmMs: 1000,
  parked: 1000,
  wakes: 300,
  streams: 1000,
  fanOuts: 20,
  settleMs: 3000,
  idleMs: 3000,
  messages: 60_000,
  longDiscussion: 20_000,
  searches: 200,
  pages: 200,
  starts: 12,
  paints: 3,
  trayClicks: 5,
  closedMs: 5000,
};

export interface Options {
  isQuick: boolean;
  sizes: Sizes;
  /** Only these parts; all when empty. */
  only: string[];
  /** Where temporary folders are made; the system's place when left out. */
  dir: string | undefined;
}

/** Reads the bench's own arguments. */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      dir: { type: "string" },
    },
  });
  return {
    isQuick: values.quick,
    sizes: values.quick ? quick : full,
    only: values.only.split(",").filter((name) => name !== ""),
    dir: values.dir,
  };
};
