import type { Machine, Script } from "./types.ts";

export declare const playScript: (script: Script, machine: Machine, end: AbortSignal) => Promise<void>;
