import type { ReactNode } from "react";
import type { PersonSession } from "#contract/session.ts";
import { dateLabel, formatAgo, formatClock, formatFull, isToday } from "../../state/now.ts";
import { stateWords } from "../../text/states.ts";
import { PlainText } from "../markdown/PlainText.tsx";

export interface FactRow {
  name: string;
  value: ReactNode;
  title?: string;
}

const moment = (at: string, now: number) =>
  isToday(at, now) ? formatClock(at) : `${dateLabel(at, now)}, ${formatClock(at)}`;

const known = (name: string, value: string | null): FactRow[] =>
  value === null || value === "" ? [] : [{ name, value: <PlainText>{value}</PlainText> }];

/** What is known of a session; what is not known has no row. */
export const factRows = (session: PersonSession, now: number): FactRow[] => [
  ...known("Agent", [session.agent.kind, session.agent.version].filter(Boolean).join(" ")),
  ...known("Name", session.agent.name),
  ...known("Machine", session.machine.name),
  ...known("Folder", session.folder),
  ...known("Branch", session.branch),
  { name: "State", value: stateWords[session.state] },
  { name: "Started", value: moment(session.createdAt, now), title: formatFull(session.createdAt) },
  { name: "Last heard", value: formatAgo(session.lastHeardAt, now), title: formatFull(session.lastHeardAt) },
];
