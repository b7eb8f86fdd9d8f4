import type { SettingWords } from "../../text/settings.ts";

type Value = string | number | boolean | readonly string[];

/** A setting's value as its field shows it. */
export const toDraft = (value: Value): string => (Array.isArray(value) ? value.join("\n") : String(value));

const readNumber = (draft: string, from: number, to: number) => {
  const value = /^\d{1,12}$/.test(draft.trim()) ? Number(draft.trim()) : Number.NaN;
  return value >= from && value <= to
    ? { value }
    : { problem: `A whole number from ${from.toLocaleString()} to ${to.toLocaleString()}.` };
};

/** What a field holds as a value for the hub, or why it is none. */
export const readDraft = (
  draft: string,
  control: SettingWords["control"],
): { value: string | number | string[] } | { problem: string } => {
  if (control.type === "number") return readNumber(draft, control.from, control.to);
  if (control.type !== "lines") {
    const value = draft.trim();
    return value === "" ? { problem: "It can’t be empty." } : { value };
  }
  const lines = draft
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length <= control.most ? { value: lines } : { problem: `At most ${control.most} names.` };
};
