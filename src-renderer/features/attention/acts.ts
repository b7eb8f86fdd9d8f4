import type { AttentionChange, AttentionPreferences, DoNotDisturbChoice } from "#contract/attention.ts";
import { attempt } from "../../state/attempt.ts";
import { changeAttention, changePartOfAttention } from "../../state/attention.ts";
import { hubNow } from "../../state/now.ts";
import { untilWords } from "../../state/until.ts";
import { announce } from "../../ui/announce.ts";
import { showToast } from "../../ui/toast.ts";

/** Changes how this person is notified, and says so when it fails. True when it was done. */
export const change = (changed: AttentionChange): Promise<boolean> =>
  attempt("Could not change it", () => changeAttention(changed));

/** The same for some of one part, so that quick changes don't undo each other. */
export const changePart = (...part: Parameters<typeof changePartOfAttention>): Promise<boolean> =>
  attempt("Could not change it", () => changePartOfAttention(...part));

/** Begins do not disturb. */
export const doNotDisturb = async (choice: DoNotDisturbChoice): Promise<void> => {
  if (await change({ doNotDisturbFor: choice })) showToast("Do not disturb is on.");
};

export const endDoNotDisturb = async (): Promise<void> => {
  if (await changePart("doNotDisturb", { until: null })) announce("Do not disturb is off.");
};

/** Until when do not disturb holds, in words; null when it is off. */
export const doNotDisturbUntil = ({ until }: AttentionPreferences["doNotDisturb"], now = hubNow()): string | null =>
  until !== null && Date.parse(until) > now ? untilWords(until, now) : null;

/** Until when it is quiet, in words, by quiet hours or do not disturb; null when it isn't. */
export const quietWords = (quietUntil: string | null, now = hubNow()): string | null =>
  quietUntil !== null && Date.parse(quietUntil) > now ? untilWords(quietUntil, now) : null;
