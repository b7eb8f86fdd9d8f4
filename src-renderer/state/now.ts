import { useCallback, useSyncExternalStore } from "react";
import { hubStore } from "./hub-store.ts";

export type Granularity = "second" | "minute";
const spans: Record<Granularity, number> = { second: 1000, minute: 60_000 };

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

const tick = () => {
  if (document.visibilityState === "hidden") return;
  for (const listener of listeners) listener();
};

/** One timer for the whole screen; none while nobody shows a time. */
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (timer === null) {
    timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    document.removeEventListener("visibilitychange", tick);
  };
};

/** The hub's time now, in milliseconds. */
export const hubNow = (): number => Date.now() + hubStore.getState().clockOffsetMs;

/** The hub's time in milliseconds, rounded down to the second or minute: draws again only when that changes. */
export const useNow = (granularity: Granularity): number =>
  useSyncExternalStore(subscribe, () => Math.floor(hubNow() / spans[granularity]) * spans[granularity]);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayWithYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

const isSameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear();

const dayStart = (time: number) => new Date(time).setHours(0, 0, 0, 0);

const daysBetween = (at: number, now: number) => Math.round((dayStart(now) - dayStart(at)) / DAY);

/** How long ago, as a list says it: `now`, `12s`, `6m`, `3h`, `2d`, then the day. Times of the future are `now`. */
export const formatAge = (at: string, now: number): string => {
  const time = Date.parse(at);
  const age = now - time;
  if (Number.isNaN(age)) return "";
  if (age < 5_000) return "now";
  if (age < MINUTE) return `${Math.floor(age / 1000)}s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`;
  if (age < DAY) return `${Math.floor(age / HOUR)}h`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)}d`;
  return (isSameYear(time, now) ? day : dayWithYear).format(time);
};

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"} ago`;

/** How long ago, in words: `12 min ago`. */
export const formatAgo = (at: string, now: number): string => {
  const age = now - Date.parse(at);
  if (Number.isNaN(age)) return "";
  if (age < 5_000) return "just now";
  if (age < MINUTE) return `${Math.floor(age / 1000)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 30 * DAY) return counted(Math.floor(age / DAY), "day");
  return `on ${dayWithYear.format(Date.parse(at))}`;
};

/** The time of day, as this person's computer writes it. */
export const formatClock = (at: string): string => clock.format(Date.parse(at));

/** The time of day with its seconds. */
export const formatTime = (at: string): string => clockWithSeconds.format(Date.parse(at));

/** Date and time in full, for a tooltip. */
export const formatFull = (at: string): string => full.format(Date.parse(at));

/** The day, as a separator says it: `Today`, `Yesterday`, `Wednesday, 12 November`. */
export const dateLabel = (at: string, now: number): string => {
  const time = Date.parse(at);
  const days = daysBetween(time, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return isSameYear(time, now) ? weekday.format(time) : dayWithYear.format(time);
};

/** Whether a time lies on the day that `now` lies on, by this computer's calendar. */
export const isToday = (at: string, now: number): boolean => daysBetween(Date.parse(at), now) === 0;

/** A text made of the time that stays true; draws again only when the text changes. */
export const useTimeText = (text: (now: number) => string): string => {
  const snapshot = useCallback(() => text(hubNow()), [text]);
  return useSyncExternalStore(subscribe, snapshot);
};
