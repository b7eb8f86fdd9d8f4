import { mkdirSync, writeFileSync } from "node:fs";
import { sep } from "node:path";
import type { ApprovalMode } from "#contract/machine.ts";
import { readIfThere } from "../config/read-file.ts";

const known: readonly ApprovalMode[] = ["off", "beside", "hold"];
const pathIn = (client: string) => `${client}${sep}approvals`;

/** Whether agents here ask for approvals, as the hub last said; undefined before it did. */
export const readApprovals = (client: string): ApprovalMode | undefined => {
  const text = readIfThere(pathIn(client))?.trim();
  return known.find((mode) => mode === text);
};

/** Keeps what the hub said, for a call that is made while the hub is away. */
export const keepApprovals = (client: string, mode: ApprovalMode): void => {
  if (!known.includes(mode) || readApprovals(client) === mode) return;
  mkdirSync(client, { recursive: true, mode: 0o700 });
  writeFileSync(pathIn(client), `${mode}\n`, { mode: 0o600 });
};
