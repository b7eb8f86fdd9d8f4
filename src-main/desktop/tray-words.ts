import { cleanTitle } from "#contract/title.ts";

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const shorten = (text: string, most: number): string => {
  const parts = Array.from(characters.segment(text), ({ segment }) => segment);
  return parts.length > most
    ? `${parts
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : text;
};

// Hebrew, Arabic and the other scripts that are written from the right.
const fromTheRight = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Unicode's isolates (UAX 9): what is between them turns nothing around that stands beside them. */
const isolate = (text: string) => (fromTheRight.test(text) ? `\u2068${text}\u2069` : text);

/** What others wrote, as a part of one line: no longer than `most` characters, and without line breaks and invisible tricks. */
export const foreignWords = (text: string, most: number): string => isolate(shorten(cleanTitle(text), most));

/** As a menu takes it: Electron reads one & as the mark of an access key, on every system. */
export const menuLabel = (text: string): string => text.replaceAll("&", "&&");

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/**
 * A time to come as people say it: `15:30`, or with its weekday when that is another one. `locale` as Intl has it; that of
 * the computer when left out. Milliseconds since the epoch.
 */
export const timeWords = (at: number, now: number, locale?: string): string => {
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const isToday = sameDay(new Date(at), new Date(now));
  return new Intl.DateTimeFormat(locale, isToday ? clock : { weekday: "short", ...clock }).format(at);
};
