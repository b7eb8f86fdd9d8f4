import type { Message } from "#contract/message.ts";

const togetherMs = 5 * 60_000;
const disorderMs = 5_000;

const isSameDay = (a: string, b: string) => new Date(a).toDateString() === new Date(b).toDateString();

/** Whether a day begins with this message: it has no one before it, or that one is of another day. */
export const beginsDay = (before: Message | undefined, message: Message): boolean =>
  !before || !isSameDay(before.createdAt, message.createdAt);

/** Whether a message goes on right under the one before it, without naming its author again. */
export const continues = (before: Message | undefined, message: Message): boolean => {
  if (!before || before.kind !== message.kind || before.from.id !== message.from.id) return false;
  if (message.kind === "question" || message.level !== "info" || message.quote !== null || beginsDay(before, message))
    return false;
  const gap = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  // Messages that arrive together may have their order and their times the other way round.
  return gap > -disorderMs && gap < togetherMs;
};
