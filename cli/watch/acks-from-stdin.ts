import { createInterface } from "node:readline";
import type { AckRequest } from "#contract/reply.ts";
import { readObject } from "../config/read-file.ts";
import { note } from "../output/note.ts";
import type { World } from "../world.ts";

export interface Acknowledged {
  readonly id: string;
  readonly outcome?: AckRequest["outcome"];
  readonly note?: string;
}

const readLine = (line: string): Acknowledged | undefined => {
  const { id, outcome, note: words } = readObject(line) ?? {};
  if (typeof id !== "string" || id === "") return undefined;
  const isFailed = outcome === "failed";
  return { id, ...(isFailed ? { outcome } : {}), ...(typeof words === "string" ? { note: words.slice(0, 2000) } : {}) };
};

/**
 * Reads standard input, one JSON object a line: `{"id", "outcome"?: "failed", "note"?}` says what became of a reply. Settles
 * when standard input ends, as it does when whoever started this process is gone, or when `signal` is aborted.
 */
export const readAcks = async (
  world: World,
  signal: AbortSignal,
  take: (acknowledged: Acknowledged) => Promise<void>,
): Promise<void> => {
  const lines = createInterface({ input: world.stdin(), crlfDelay: Number.POSITIVE_INFINITY });
  const stop = () => lines.close();
  signal.addEventListener("abort", stop);
  try {
    for await (const line of lines) {
      if (line.trim() === "") continue;
      const acknowledged = readLine(line);
      if (acknowledged) await take(acknowledged);
      else await note(world, "this line of standard input is no acknowledgement, so it was passed over");
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
};
