import { Temporal } from "temporal-polyfill";
import { type AttentionPreferences, type DoNotDisturbChoice, doNotDisturbChoices } from "#contract/attention.ts";
import { endOfQuietHours } from "./quiet-hours.ts";

const MINUTE_MS = 60_000;

/** Before this hour a person who is still up means the morning that comes, not the one after it. */
const DAY_BEGINS = 4;
const MORNING = 8;
const NOON = 12;

/**
 * The morning of the next day: when the night's quiet hours end, if that is in the morning, else at 8.
 */
const nextMorning = ({ quietHours }: AttentionPreferences, now: number): number => {
  const { timeZone } = quietHours;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const day = here.hour < DAY_BEGINS ? here.toPlainDate() : here.toPlainDate().add({ days: 1 });
  const atHour = (hour: number) => day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;
  const endOfNight = endOfQuietHours(quietHours, atHour(DAY_BEGINS));
  return endOfNight !== null && endOfNight <= atHour(NOON) ? endOfNight : atHour(MORNING);
};

/** When do not disturb ends that a person begins at `now`, in milliseconds since the epoch. */
export const doNotDisturbUntil = (
  choice: DoNotDisturbChoice,
  preferences: AttentionPreferences,
  now: number,
): number => {
  if (choice === "30-minutes") return now + 30 * MINUTE_MS;
  return choice === "1-hour" ? now + 60 * MINUTE_MS : nextMorning(preferences, now);
};

/** What a menu offers, with when it would end, in milliseconds since the epoch. */
export const doNotDisturbOffers = (
  preferences: AttentionPreferences,
  now: number,
): { choice: DoNotDisturbChoice; until: number }[] =>
  doNotDisturbChoices.map((choice) => ({ choice, until: doNotDisturbUntil(choice, preferences, now) }));
