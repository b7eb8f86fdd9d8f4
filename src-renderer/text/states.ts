import type { Level, SessionState } from "#contract/session.ts";
import type { Tone } from "../ui/Dot.tsx";

/** Session states as the screen names them. */
export const stateWords: Record<SessionState, string> = {
  working: "Working",
  waiting: "Needs you",
  blocked: "Blocked",
  idle: "Idle",
  done: "Done",
  failed: "Failed",
  closed: "Closed",
};

/** What a state says, for tooltips. */
export const stateHelp: Record<SessionState, string> = {
  working: "The agent works.",
  waiting: "The agent waits for a person.",
  blocked: "The agent waits for something that isn't a person.",
  idle: "The agent is there and does nothing.",
  done: "The agent says that the task is done.",
  failed: "The agent says that the task failed.",
  closed: "Closed: hidden from the list and kept.",
};

export const approvalHelp = "The agent asks leave for a tool call.";
export const questionHelp = "The agent asked something that nobody answered yet.";

export const stateTones: Record<SessionState, Tone> = {
  working: "working",
  waiting: "needs",
  blocked: "blocked",
  idle: "idle",
  done: "done",
  failed: "failed",
  closed: "closed",
};

export const levelWords: Record<Level, string> = {
  info: "Info",
  success: "Success",
  warning: "Warning",
  urgent: "Urgent",
};
