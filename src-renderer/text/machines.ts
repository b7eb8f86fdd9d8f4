import type { ApprovalMode, Finding, Report } from "#contract/machine.ts";

/** How much of its agents' doings a machine tells, as the settings name it; each one tells what the one before does. */
export const reportWords: Record<Report, { label: string; help: string }> = {
  states: {
    label: "States only",
    help: "Who works, waits, is done or failed. No text of the agent leaves the machine.",
  },
  messages: { label: "Last messages too", help: "Also what an agent says at the end of each turn." },
  tools: { label: "Tool calls too", help: "Also what it does right now: the line under a discussion’s title." },
};

/** Whether agents of a machine ask here before they use a tool that their own rules don't let through. */
export const approvalModeWords: Record<ApprovalMode, { label: string; help: string }> = {
  off: { label: "Never", help: "Agents ask at their own terminal only." },
  beside: {
    label: "Beside the terminal",
    help: "They ask here as well, where the agent’s own dialog stays open at its terminal: the first answer counts.",
  },
  hold: {
    label: "Also instead of it",
    help: "They ask here also where the terminal has to wait meanwhile, or has no dialog. Nobody at the terminal can answer sooner then.",
  },
};

export const terminalHelp =
  "For agents in tmux that nothing else reaches: a reply is typed into the agent’s pane, on one line.";

export const terminalWarning =
  "What you reply is then typed into a terminal of this machine as if by its own keyboard. Muster checks that the pane is the agent’s, but whatever runs in it takes the keys.";

export const findingWords: Record<Finding["status"], string> = {
  good: "Good",
  warning: "Warning",
  bad: "Wrong",
  unknown: "Not known",
};

export const notChecked = "Nothing was reported yet. On that machine, run:";
export const doctorCommand = "muster doctor";
