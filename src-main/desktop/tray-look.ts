import type { Hub } from "../hub.ts";
import { timeWords } from "./tray-words.ts";

type DeskNow = ReturnType<Hub["desk"]["now"]>;

export type Look = "normal" | "needs" | "paused" | "paused-needs";

export const lookOf = ({ counts, quiet }: Pick<DeskNow, "counts" | "quiet">): Look => {
  if (quiet === null) return counts.needs > 0 ? "needs" : "normal";
  return counts.needs > 0 ? "paused-needs" : "paused";
};

/** Beside the icon, where the system has a place for it. */
export const titleOf = ({ counts }: Pick<DeskNow, "counts">): string => (counts.needs === 0 ? "" : `${counts.needs}`);

export const needsWords = (count: number): string => {
  if (count === 0) return "Nobody needs you";
  return count === 1 ? "1 needs you" : `${count} need you`;
};

const quietWords = { "do-not-disturb": "paused until", "quiet-hours": "quiet hours until" } as const;

/** What is said when the pointer rests on the icon; also what a screen reader says. `now` in milliseconds since the epoch. */
export const toolTipOf = (
  { counts, quiet }: Pick<DeskNow, "counts" | "quiet">,
  now: number,
  locale?: string,
): string => {
  const parts = [`Muster: ${needsWords(counts.needs)}`];
  if (counts.working > 0) parts.push(`${counts.working} working`);
  if (quiet !== null) parts.push(`${quietWords[quiet.by]} ${timeWords(quiet.until, now, locale)}`);
  return parts.join(" · ");
};

/** The file of a look in the folder of icons. Those for sharper screens lie beside it, or in it. */
export const imageOf = (look: Look, platform: NodeJS.Platform): string => {
  const camel = look.replace(/-./g, (part) => (part[1] ?? "").toUpperCase());
  if (platform === "darwin") return `tray/mac/${camel}Template.png`;
  return platform === "win32" ? `tray/windows/${look}.ico` : `tray/linux/${look}.png`;
};
