import type { SearchRequest } from "../../core/store.ts";

// What the search worker and the hub's thread say to each other.

export interface WorkerInput {
  storeFile: string;
  searchFile: string;
  /** One cell: 1 while the worker was told that there is something new and has not begun to take it in. */
  told: Int32Array;
}

export interface Found {
  globalSeqs: number[];
  words: string[];
  indexedUpTo: number;
}

export type ToWorker =
  | { type: "find"; id: number; request: SearchRequest }
  | { type: "catch-up"; id: number }
  | { type: "follow" }
  | { type: "close" };

export type FromWorker =
  | { type: "ready" }
  | { type: "found"; id: number; found: Found }
  | { type: "caught-up"; id: number }
  | { type: "failed"; id: number; why: string }
  | { type: "log"; level: "info" | "warn" | "error"; fields: Record<string, unknown>; text: string };
