import type { AttentionKind, AttentionPreferences, AttentionReason } from "#contract/attention.ts";
import type { Happening, Situation, Verdict } from "./happening.ts";
import { bundleOf, isNeed } from "./kinds.ts";
import { loudnessOf, soundsAt } from "./loudness.ts";
import { heldUntil } from "./quiet.ts";

/** Things of one session that come within so long of each other's first are one notification. */
export const BUNDLE_MS = 10_000;

/** The person has it behind them, or it was told. */
const settled = (happening: Happening, { isOver, wasShown, marks }: Situation): AttentionReason | undefined => {
  if (isOver) return "over";
  if (happening.messageSeq !== null && happening.messageSeq <= marks.readSeq) return "read";
  return wasShown ? "already-shown" : undefined;
};

const isKindOff = (kind: AttentionKind, { done, stalled }: AttentionPreferences): boolean =>
  (kind === "done" && !done) || (kind === "stalled" && !stalled);

/** The person wants no such thing of this session; what was set on the session itself is named first. */
const unwanted = ({ kind }: Happening, { marks, preferences }: Situation): AttentionReason | undefined => {
  if (marks.muted) return "muted";
  const level = marks.level ?? preferences.level;
  if (level === "none" || (level === "needs-me" && kind === "message")) return "level";
  return isKindOff(kind, preferences) ? "kind-off" : undefined;
};

const isTargetOn = ({ isOn, target, isEscalated, preferences }: Situation): boolean => {
  const { escalation, pages, webhook } = preferences;
  if (target.type === "webhook") return isOn && isEscalated && escalation.toWebhook && webhook !== null;
  if (target.type === "page") return isOn && (pages || (isEscalated && escalation.toPages));
  return isOn;
};

const unreachable = (situation: Situation): AttentionReason | undefined => {
  if (!isTargetOn(situation)) return "off";
  return situation.hasSurface ? undefined : "no-surface";
};

const reasonToShow = (kind: AttentionKind, { isEscalated }: Situation): AttentionReason => {
  if (isEscalated) return "escalated";
  return isNeed(kind) ? "needs-you" : "wanted";
};

const canAdd = (kind: AttentionKind, { bundle, now }: Situation): boolean => {
  if (bundle === null || bundleOf(kind) === null) return false;
  // A clock that was set back starts a new one.
  const age = now - bundle.startedAt;
  return age >= 0 && age < BUNDLE_MS;
};

/**
 * Whether a person is told of something at one target, how loudly and when. Of several reasons against it the first of these
 * counts: it is over, read, told; the session is muted; the level; the kind; the person looks; the target; and last a time
 * that ends: the snooze, do not disturb or quiet hours that lasts longest.
 */
export const decide = (happening: Happening, situation: Situation): Verdict => {
  const { kind } = happening;
  const { now, preferences, marks, bundle } = situation;
  const looking = situation.isLooking ? "looking" : undefined;
  const against = settled(happening, situation) ?? unwanted(happening, situation) ?? looking ?? unreachable(situation);
  if (against !== undefined) return { act: "drop", until: null, reason: against };
  const held = heldUntil(kind, preferences, marks.snoozedUntil, now);
  if (held !== null) return { act: "hold", until: held.until, reason: held.by };
  const loudness = loudnessOf(kind);
  if (bundle !== null && canAdd(kind, situation)) {
    return { act: "add", noticeId: bundle.noticeId, loudness, sound: false, reason: "bundled" };
  }
  return { act: "show", loudness, sound: soundsAt(loudness, preferences), reason: reasonToShow(kind, situation) };
};
