import type { ActRequest } from "#contract/act.ts";
import type { Report } from "#contract/machine.ts";

/** What of an act its machine may tell; the rest is left out, whatever the agent's side sent. */
export const allowedOf = (act: ActRequest, report: Report): ActRequest => {
  if (report === "tools") return act;
  const { activity: _doing, ...told } = act;
  if (report === "messages") return told;
  const { post: _words, plan: _steps, stateNote: _reason, usage: _counts, ...states } = told;
  const { title: _prompt, ...session } = states.session;
  return { ...states, session };
};
