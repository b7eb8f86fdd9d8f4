import type { Approval } from "#contract/approval.ts";
import { linesForModel, markOf } from "../replies/for-model.ts";

const ruleMark = "[Muster · a rule]";

/** A denial as the model reads it: whose it is, and the words that came with it. */
export const denialFor = ({ decision }: Pick<Approval, "decision">): string => {
  const note = decision?.note ?? "";
  const isRule = decision?.by.type === "rule";
  const mark = isRule ? ruleMark : markOf(decision?.by.name ?? "Muster", decision?.by.role ?? undefined);
  if (note === "") return `${mark} This call was denied. Don't try to reach the same in another way.`;
  return `${mark} This call was denied: ${linesForModel(note).join("\n")}`;
};

/** What the model reads where a call is refused because nobody decided. */
export const undecidedWords = {
  expired: "Muster: nobody allowed this call in time, so it was not made.",
  withdrawn: "Muster: the request to allow this call was withdrawn, so it was not made.",
  away: "Muster: the hub that decides about such calls can't be reached, so it was not made.",
} as const;
