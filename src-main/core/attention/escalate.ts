import type { Happening, Situation } from "./happening.ts";
import { isAwaited } from "./kinds.ts";
import { heldUntil } from "./quiet.ts";

const MINUTE_MS = 60_000;

/**
 * When something is told elsewhere, too, because nobody answered it: so many minutes after it came, or after what kept it
 * back ended, and not while it is quiet. Null: never. Whether it is still true then, and where it goes, is asked again by
 * `decide` with `isEscalated`. Milliseconds since the epoch.
 */
export const escalateAt = (
  { kind, at }: Pick<Happening, "kind" | "at">,
  { preferences, marks }: Pick<Situation, "preferences"> & { marks: Pick<Situation["marks"], "snoozedUntil"> },
): number | null => {
  const { afterMinutes, toPages, toWebhook } = preferences.escalation;
  const isAnywhere = toPages || (toWebhook && preferences.webhook !== null);
  if (!isAwaited(kind) || afterMinutes === null || !isAnywhere) return null;
  const toldAt = heldUntil(kind, preferences, marks.snoozedUntil, at)?.until ?? at;
  const due = toldAt + afterMinutes * MINUTE_MS;
  return heldUntil(kind, preferences, marks.snoozedUntil, due)?.until ?? due;
};
