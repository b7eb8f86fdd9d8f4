import type { Approval } from "#contract/approval.ts";
import type { Message } from "#contract/message.ts";
import type { Question } from "#contract/question.ts";
import type { Receipt } from "#contract/receipt.ts";

interface Touch {
  at: number;
  message?: Message;
  receipt?: Receipt;
  question?: Question;
  approval?: Approval;
}

/** Remembers what came on the stream while a page was on its way: that is newer than the page may be. */
export const createTouches = () => {
  const touches = new Map<number, Touch>();
  let clock = 0;
  const note = (seq: number, touch: Omit<Touch, "at">) => {
    clock += 1;
    touches.set(seq, { ...touches.get(seq), ...touch, at: clock });
  };
  const newer = (message: Message, since: number): Message => {
    const touch = touches.get(message.seq);
    if (!touch || touch.at <= since) return message;
    const base = touch.message?.id === message.id ? touch.message : message;
    return {
      ...base,
      ...(touch.receipt?.messageId === base.id ? { receipt: touch.receipt } : {}),
      ...(touch.question?.messageId === base.id ? { question: touch.question } : {}),
      ...(touch.approval?.messageId === base.id ? { approval: touch.approval } : {}),
    };
  };
  const messagesSince = (since: number) =>
    Array.from(touches.values(), (touch) => (touch.at > since ? touch.message : undefined)).filter(
      (m) => m !== undefined,
    );
  return { note, newer, messagesSince, now: () => clock, clear: () => touches.clear() };
};

export type Touches = ReturnType<typeof createTouches>;
