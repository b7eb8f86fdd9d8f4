import { start } from "./0001-start.ts";
import { agents } from "./0002-agents.ts";
import { approvals } from "./0003-approvals.ts";
import { attention } from "./0004-attention.ts";
import type { Migration } from "./migration.ts";

/** All steps in order; the last one's version is the version that this program speaks. */
export const migrations: readonly Migration[] = [start, agents, approvals, attention];
