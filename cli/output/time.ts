const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in a few characters: `now`, `4m`, `3h`, `12d`. */
export const ago = (instant: string, now: number): string => {
  const age = now - Date.parse(instant);
  if (!(age >= minute)) return "now";
  if (age < hour) return `${Math.floor(age / minute)}m`;
  return age < day ? `${Math.floor(age / hour)}h` : `${Math.floor(age / day)}d`;
};

const two = (number: number) => String(number).padStart(2, "0");

/** The local time of day, with the date in front when that is not today. */
export const clockTime = (instant: string, now: number): string => {
  const at = new Date(instant);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const isToday = at.toDateString() === new Date(now).toDateString();
  return isToday ? time : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
};

/** A length of time in milliseconds as whole seconds, minutes or hours: `45 s`, `12 min`, `3 h`. */
export const seconds = (milliseconds: number): string => {
  if (milliseconds < 2 * minute) return `${Math.round(milliseconds / 1000)} s`;
  return milliseconds < 2 * hour ? `${Math.round(milliseconds / minute)} min` : `${Math.round(milliseconds / hour)} h`;
};
