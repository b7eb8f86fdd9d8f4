import type { Script } from "../types.ts";

export declare const scripts: Script[];
