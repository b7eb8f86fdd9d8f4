import type { Session } from "#contract/session.ts";

/** How far it is, as far as the agent said so: `4 of 7 steps`, `62 %`, or null. */
export const progressWords = ({ plan, progress }: Pick<Session, "plan" | "progress">): string | null => {
  if (plan && plan.length > 0) {
    const done = plan.filter((step) => step.done).length;
    return `${done} of ${plan.length} ${plan.length === 1 ? "step" : "steps"}`;
  }
  return progress === null ? null : `${Math.round(progress * 100)} %`;
};
