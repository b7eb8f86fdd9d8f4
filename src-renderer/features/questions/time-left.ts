const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a question can still be answered: `4:38 left`, `2 h 5 min left`, `3 days left`, `time is up`. */
export const timeLeft = (expiresAt: string, now: number): string => {
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return "time is up";
  if (left >= 2 * DAY) return `${Math.floor(left / DAY)} days left`;
  if (left >= HOUR) {
    const minutes = Math.floor((left % HOUR) / MINUTE);
    return `${Math.floor(left / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ""} left`;
  }
  const seconds = Math.floor((left % MINUTE) / SECOND);
  return `${Math.floor(left / MINUTE)}:${String(seconds).padStart(2, "0")} left`;
};
