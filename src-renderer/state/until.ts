import { dateLabel, formatClock, isToday } from "./now.ts";

const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const DAY = 86_400_000;

/** A time to come in words: `17:30`, `tomorrow 08:00`, `Friday 08:00`, else with its date. */
export const untilWords = (at: string, now: number): string => {
  const clock = formatClock(at);
  if (isToday(at, now)) return clock;
  const time = Date.parse(at);
  if (isToday(at, now + DAY)) return `tomorrow ${clock}`;
  return time > now && time - now < 6 * DAY ? `${weekday.format(time)} ${clock}` : `${dateLabel(at, now)}, ${clock}`;
};
