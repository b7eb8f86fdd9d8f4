import type { Settings } from "#contract/settings.ts";

type Control =
  | { type: "switch" }
  | { type: "text"; most: number }
  | { type: "lines"; most: number }
  | { type: "number"; from: number; to: number; unit?: string };

export interface SettingWords {
  label: string;
  help: string;
  control: Control;
}

/** Every setting of the hub: its name, what it does, and how it is set. */
export const settingWords: Record<keyof Settings, SettingWords> = {
  hubName: {
    label: "Name of the hub",
    help: "Stands in window titles, and on the machines that join.",
    control: { type: "text", most: 80 },
  },
  port: {
    label: "Port",
    help: "Where the hub listens; 0 takes a free one. Counts from the hub’s next start.",
    control: { type: "number", from: 0, to: 65_535 },
  },
  plainHttpOnLan: {
    label: "Plain HTTP on the local network",
    help: "Lets agents of other machines talk to the hub without encryption. Keys and texts can then be read on the way.",
    control: { type: "switch" },
  },
  allowedHosts: {
    label: "Further names of the hub",
    help: "Host names under which a browser may open this page, one a line, besides the addresses of this computer.",
    control: { type: "lines", most: 20 },
  },
  stopWord: {
    label: "Stop word",
    help: "A reply that is only this word ends the agent’s loop. At the end of a reply, the agent first does the rest.",
    control: { type: "text", most: 20 },
  },
  leaseSeconds: {
    label: "Hand a reply over again after",
    help: "When an agent took a reply and never said that it has it, the next to ask gets it again.",
    control: { type: "number", from: 5, to: 3600, unit: "seconds" },
  },
  requestsPerMinute: {
    label: "Requests of one machine",
    help: "What a machine may send in the long run. More is refused, and nothing is lost.",
    control: { type: "number", from: 10, to: 100_000_000, unit: "a minute" },
  },
  requestBurst: {
    label: "Burst of one machine",
    help: "What a machine may send at once, above the long run.",
    control: { type: "number", from: 10, to: 10_000_000, unit: "requests" },
  },
  quietAfterMinutes: {
    label: "Quiet after",
    help: "A session whose agent gave no sign for so long moves to Quiet.",
    control: { type: "number", from: 1, to: 1440, unit: "minutes" },
  },
  waitForMe: {
    label: "Agents wait for you",
    help: "At the end of a turn an agent’s hook goes on waiting, so that your reply reaches it at once. A session can differ.",
    control: { type: "switch" },
  },
  approvalTimeoutSeconds: {
    label: "Approvals run out after",
    help: "An agent that asks whether it may go on, and says no time itself, gives up after so long.",
    control: { type: "number", from: 10, to: 86_400, unit: "seconds" },
  },
  ledgerDays: {
    label: "Keep the ledger for",
    help: "Who decided what, and every event of safety. 0 keeps it for ever.",
    control: { type: "number", from: 0, to: 36_500, unit: "days" },
  },
  notifications: {
    label: "On the hub’s computer",
    help: "Without it nobody is notified there, whatever is chosen here.",
    control: { type: "switch" },
  },
};

/** Which variable of the environment goes over which setting, as far as there is one, is the hub's to say. */
export const overriddenWords = "An environment variable or a flag of the hub decides this now.";
