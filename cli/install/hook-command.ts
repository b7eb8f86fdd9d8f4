import { shellLine } from "./command.ts";
import type { Hook } from "./hooks-edit.ts";
import type { Place, Programs } from "./plan.ts";

/** An event of an agent, and how long its hook may take there. */
export interface HookEvent {
  readonly event: string;
  readonly matcher?: string;
  /** The agent gives up on the hook after this. */
  readonly limitSeconds: number;
  /** The hook may wait for a person: it is told for how long. */
  readonly waits?: boolean;
}

/** The time for a hook that only tells. */
export const shortSeconds = 15;
/** The time for a hook that waits for a person. */
export const longSeconds = 3600;
/** The time for a hook that waits for an approval: longer than any lasts. */
export const approvalSeconds = 86_520;

/** The words that call the hook program. */
export const hookWords = (kind: string, programs: Programs, waitSeconds?: number): string[] => [
  programs.node,
  programs.hook,
  kind,
  ...(waitSeconds === undefined ? [] : ["--limit", String(waitSeconds)]),
];

/** The hooks of an agent that takes shell commands with a time limit, which it counts in so many parts of a second. */
export const commandHooks = (
  kind: string,
  events: readonly HookEvent[],
  { place, programs, perSecond }: { place: Place; programs: Programs; perSecond: 1 | 1000 },
): readonly Hook[] =>
  events.map(({ event, matcher, limitSeconds, waits }) => {
    const words = hookWords(kind, programs, waits ? limitSeconds : undefined);
    const command = { type: "command", command: shellLine(words, place.platform), timeout: limitSeconds * perSecond };
    return { event, ...(matcher === undefined ? {} : { matcher }), command };
  });

/** The words that start the MCP server, after Node. */
export const mcpArguments = (kind: string, { commandLine }: Programs): string[] => [commandLine, "mcp", "--kind", kind];
