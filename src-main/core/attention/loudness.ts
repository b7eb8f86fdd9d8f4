import type { AttentionKind, AttentionPreferences } from "#contract/attention.ts";
import type { Loudness } from "./happening.ts";

/** How loud it is. That a session gives no sign is a guess, so it is told softly; all else was asked for, or needs a person. */
export const loudnessOf = (kind: AttentionKind | "digest" | "test"): Loudness => {
  if (kind === "urgent") return "urgent";
  return kind === "stalled" ? "silent" : "normal";
};

/** Whether it may make a sound; a person who wants none gets none, also not for what is urgent. */
export const soundsAt = (loudness: Loudness, { sound }: Pick<AttentionPreferences, "sound">): boolean =>
  sound && loudness !== "silent";
