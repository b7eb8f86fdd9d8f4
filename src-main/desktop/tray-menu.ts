import type { DesktopPlace } from "#contract/desktop.ts";
import type { Hub } from "../hub.ts";
import { needsWords } from "./tray-look.ts";
import { foreignWords, menuLabel, timeWords } from "./tray-words.ts";

type DeskNow = ReturnType<Hub["desk"]["now"]>;
type Offer = ReturnType<Hub["desk"]["offers"]>[number];
type DeskSession = DeskNow["working"][number];

/** What an entry of the menu does. Plain data, so that two menus can be compared. */
export type TrayAct =
  | { do: "open"; place: DesktopPlace | null }
  | { do: "pause"; choice: Offer["choice"] | null }
  | { do: "copy-address" }
  | { do: "quit" };

export type TrayEntry =
  | { type: "separator" }
  | { type: "words"; label: string }
  | { type: "act"; label: string; act: TrayAct }
  | { type: "submenu"; label: string; entries: TrayEntry[] };

export interface TrayMenuParts {
  now: DeskNow;
  offers: readonly Offer[];
  /** Milliseconds since the epoch. */
  at: number;
  locale?: string;
}

const mostSessions = 10;
const titleCharacters = 44;
const nameCharacters = 24;

const separator: TrayEntry = { type: "separator" };
const words = (label: string): TrayEntry => ({ type: "words", label: menuLabel(label) });
const entry = (label: string, act: TrayAct): TrayEntry => ({ type: "act", label: menuLabel(label), act });
const opens = (label: string, place: DesktopPlace | null) => entry(label, { do: "open", place });

const whyWords = { approval: "asks for approval", question: "asks you", waiting: "waits for you" } as const;

const labelOf = ({ title, agent, machine }: DeskSession, why?: keyof typeof whyWords) => {
  const place = `${foreignWords(agent, nameCharacters)} on ${foreignWords(machine, nameCharacters)}`;
  return [foreignWords(title, titleCharacters), ...(why ? [whyWords[why]] : []), place].join(" · ");
};

/** The first of them, and how many more there are. */
const listed = <T extends DeskSession>(sessions: readonly T[], toEntry: (session: T) => TrayEntry): TrayEntry[] => {
  const rest = sessions.length - mostSessions;
  const more = rest > 0 ? [opens(`And ${rest} more…`, null)] : [];
  return [...sessions.slice(0, mostSessions).map(toEntry), ...more];
};

const needEntries = ({ needs, counts }: DeskNow): TrayEntry[] => [
  words(needsWords(counts.needs)),
  ...listed(needs, (need) => {
    const { sessionId, messageSeq } = need;
    return opens(labelOf(need, need.why), { to: "session", sessionId, messageSeq });
  }),
];

// Who works says something all the time: by their names they keep their places in a menu.
const byTitle = (a: DeskSession, b: DeskSession) =>
  a.title.localeCompare(b.title) || (a.sessionId < b.sessionId ? -1 : 1);

const workingEntries = ({ working }: DeskNow): TrayEntry[] =>
  working.length === 0
    ? []
    : [
        separator,
        words(`${working.length} working`),
        ...listed(working.toSorted(byTitle), (session) =>
          opens(labelOf(session), { to: "session", sessionId: session.sessionId, messageSeq: null }),
        ),
      ];

const pauseLabels = { "30-minutes": "For 30 minutes", "1-hour": "For 1 hour", tomorrow: "Until tomorrow" } as const;

const pauseEntries = ({ now, offers, at, locale }: TrayMenuParts): TrayEntry[] => {
  const { doNotDisturbUntil, quiet } = now;
  const choices = offers.map(({ choice, until }) =>
    // The shorter ones would say another time each minute.
    entry(choice === "tomorrow" ? `${pauseLabels[choice]}, ${timeWords(until, at, locale)}` : pauseLabels[choice], {
      do: "pause",
      choice,
    }),
  );
  const pause: TrayEntry = { type: "submenu", label: "Pause notifications", entries: choices };
  if (doNotDisturbUntil !== null) {
    const until = `Notifications are paused until ${timeWords(doNotDisturbUntil, at, locale)}`;
    return [words(until), entry("Resume notifications", { do: "pause", choice: null }), pause];
  }
  if (quiet === null) return [pause];
  return [words(`Quiet hours until ${timeWords(quiet.until, at, locale)}`), pause];
};

/** What the tray's menu says, from who needs the person down to the end of the app. */
export const trayMenu = (parts: TrayMenuParts): TrayEntry[] => [
  ...needEntries(parts.now),
  ...workingEntries(parts.now),
  separator,
  ...pauseEntries(parts),
  separator,
  entry("Copy the hub's address", { do: "copy-address" }),
  opens("Join a machine…", { to: "join" }),
  separator,
  opens("Open Muster", null),
  opens("Settings…", { to: "settings" }),
  entry("Quit Muster", { do: "quit" }),
];
