import type { Activity } from "#contract/session.ts";

const counted = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString()} ${count === 1 ? one : more}`;

/** How much the agent did in this turn, as far as it is more than nothing: `12 tool calls`, `2 subagents`. */
export const activityCounts = ({ toolCalls, subagents }: Activity): string[] => [
  ...(toolCalls > 0 ? [counted(toolCalls, "tool call")] : []),
  ...(subagents > 0 ? [counted(subagents, "subagent")] : []),
];

/** How many secrets were masked before anything left the agent's machine; null when none were. */
export const maskedWords = (masked: number): string | null =>
  masked > 0 ? `${counted(masked, "secret")} masked` : null;

export const maskedHelp = "Keys and passwords are taken out on the agent’s machine, before anything is sent.";
