import {
  Archive,
  Bell,
  BellOff,
  BellRing,
  CircleHelp,
  Keyboard,
  ListChecks,
  LogOut,
  Monitor,
  MonitorSmartphone,
  Moon,
  Plus,
  Scale,
  ScrollText,
  Settings,
  ShieldCheck,
  Sun,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import type { PersonSession } from "#contract/session.ts";
import { type AttentionPreferences, doNotDisturbChoices } from "#contract/attention.ts";
import { api } from "../../state/api.ts";
import { openApprovalsOf } from "../../state/approvals.ts";
import { attempt } from "../../state/attempt.ts";
import { forgetAll, hubStore, openPlace, openSettings, selectSession } from "../../state/hub.ts";
import { openJoin, openKeys } from "../../state/layout.ts";
import { changeLook, type Theme } from "../../state/look.ts";
import { openQuestionsOf } from "../../state/questions.ts";
import { doNotDisturbWords } from "../../text/attention.ts";
import type { Combo } from "../../ui/combo.ts";
import { doNotDisturb, doNotDisturbUntil, endDoNotDisturb } from "../attention/acts.ts";
import { changeFilter } from "../list/filter.ts";
import type { Group } from "../list/groups.ts";
import { nextNeeding, orderOf } from "../list/items.ts";
import { sessionMenu } from "../list/session-menu.tsx";
import { neighbour } from "../list/use-list-keys.ts";
import { jumpToNext } from "../questions/jump.ts";
import { showWelcome } from "../welcome/welcome.ts";

export interface Command {
  label: string;
  icon: ReactNode;
  keys?: Combo;
  run: () => void;
}

const stroke = { strokeWidth: 1.7 } as const;

const themes: [Theme, string, ReactNode][] = [
  ["dark", "Theme: dark", <Moon key="dark" {...stroke} />],
  ["light", "Theme: light", <Sun key="light" {...stroke} />],
  ["system", "Theme: as the system", <Monitor key="system" {...stroke} />],
];

const signOut = async () => {
  if (await attempt("Could not sign out", () => api.call("signOut"))) forgetAll();
};

const ofSession = (session: PersonSession, groups: readonly Group[]): Command[] =>
  sessionMenu(session, neighbour(orderOf(groups), session.id))
    .flat()
    .map(({ label, icon, keys, onSelect }) => ({
      label: `This session: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
      icon,
      ...(keys ? { keys } : {}),
      run: onSelect,
    }));

const ownerCommands: Command[] = [
  { label: "People", icon: <Users {...stroke} />, run: () => openPlace("people") },
  { label: "Ledger", icon: <ScrollText {...stroke} />, run: () => openPlace("ledger") },
  { label: "Join a machine", icon: <Plus {...stroke} />, run: openJoin },
  { label: "First steps", icon: <ListChecks {...stroke} />, run: showWelcome },
];

const quietCommands = (state: AttentionPreferences["doNotDisturb"]): Command[] =>
  doNotDisturbUntil(state) === null
    ? doNotDisturbChoices.map((choice) => ({
        label: `Do not disturb: ${doNotDisturbWords[choice].toLowerCase()}`,
        icon: <BellOff {...stroke} />,
        run: () => void doNotDisturb(choice),
      }))
    : [{ label: "End do not disturb", icon: <Bell {...stroke} />, run: () => void endDoNotDisturb() }];

/** What the palette can do now; the acts on the session in view come first. */
export const commandsFor = (
  session: PersonSession | null,
  groups: readonly Group[],
  preferences: AttentionPreferences | null,
): Command[] => {
  const needing = nextNeeding(groups, session?.id ?? null);
  return [
    ...(needing === null
      ? []
      : [
          {
            label: "Next session that needs you",
            keys: "u",
            icon: <BellRing {...stroke} />,
            run: () => selectSession(needing),
          },
        ]),
    ...(session && session.openQuestions > 0
      ? [
          {
            label: "Next open question",
            keys: "n",
            icon: <CircleHelp {...stroke} />,
            // The palette gives the focus back to where it was; only then can it be moved on.
            run: () => setTimeout(() => jumpToNext(openQuestionsOf(session.id))),
          },
        ]
      : []),
    ...(session && session.openApprovals > 0
      ? [
          {
            label: "Next open approval",
            icon: <ShieldCheck {...stroke} />,
            run: () => setTimeout(() => jumpToNext(openApprovalsOf(session.id))),
          },
        ]
      : []),
    ...(session ? ofSession(session, groups) : []),
    { label: "Approvals", icon: <ShieldCheck {...stroke} />, run: () => openPlace("approvals") },
    { label: "Rules", icon: <Scale {...stroke} />, run: () => openPlace("rules") },
    { label: "Devices", icon: <MonitorSmartphone {...stroke} />, run: () => openPlace("devices") },
    ...(hubStore.getState().person?.role === "owner" ? ownerCommands : []),
    { label: "Settings", keys: "mod+,", icon: <Settings {...stroke} />, run: () => openSettings() },
    { label: "Notification settings", icon: <Bell {...stroke} />, run: () => openSettings("notifications") },
    ...(preferences ? quietCommands(preferences.doNotDisturb) : []),
    { label: "Show closed sessions", icon: <Archive {...stroke} />, run: () => changeFilter({ showClosed: true }) },
    ...themes.map(([theme, label, icon]) => ({ label, icon, run: () => changeLook({ theme }) })),
    { label: "List of keys", keys: "?", icon: <Keyboard {...stroke} />, run: openKeys },
    { label: "Sign out", icon: <LogOut {...stroke} />, run: () => void signOut() },
  ];
};
