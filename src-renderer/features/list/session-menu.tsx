import {
  AlarmClock,
  AlarmClockOff,
  Bell,
  BellOff,
  Check,
  CircleX,
  Hourglass,
  MessageSquare,
  Pencil,
  Pin,
  PinOff,
  RotateCcw,
  Trash2,
} from "lucide-react";
import { attentionLevels } from "#contract/attention.ts";
import type { PersonSession } from "#contract/session.ts";
import { selectSession } from "../../state/hub.ts";
import { hubNow } from "../../state/now.ts";
import { sessionLevelWords } from "../../text/attention.ts";
import type { MenuGroups, MenuItem } from "../../ui/Menu.tsx";
import { askToDelete, askToRename } from "./dialogs.ts";
import { isSnoozed } from "./filter.ts";
import * as acts from "./session-acts.ts";

const stroke = { strokeWidth: 1.7 } as const;

const snoozeItems = (session: PersonSession): MenuItem[] =>
  isSnoozed(session, hubNow())
    ? [{ label: "End snooze", icon: <AlarmClockOff {...stroke} />, onSelect: () => void acts.snooze(session, null) }]
    : [
        {
          label: "Snooze for an hour",
          icon: <AlarmClock {...stroke} />,
          onSelect: () => void acts.snoozeAnHour(session),
        },
        {
          label: "Snooze until tomorrow, 8:00",
          icon: <AlarmClock {...stroke} />,
          onSelect: () => void acts.snoozeTillTomorrow(session),
        },
      ];

const levels = [null, ...attentionLevels] as const;

const levelItems = (session: PersonSession): MenuItem[] =>
  levels.map((level) => ({
    label: sessionLevelWords[level ?? "default"],
    isChecked: session.level === level,
    onSelect: () => void acts.setLevel(session, level),
  }));

const waitItems = (session: PersonSession): MenuItem[] =>
  acts.canWait(session)
    ? [
        {
          label: session.waitForMe ? "Don't wait for me" : "Wait for me at a turn's end",
          icon: <Hourglass {...stroke} />,
          onSelect: () => void acts.setWaitForMe(session, !session.waitForMe),
        },
      ]
    : [];

const stateItems = (session: PersonSession, next: string | null): MenuItem[] => {
  if (session.state === "closed")
    return [
      { label: "Open again", icon: <RotateCcw {...stroke} />, onSelect: () => void acts.reopenSession(session.id) },
    ];
  const close: MenuItem = {
    label: "Close",
    keys: "e",
    icon: <CircleX {...stroke} />,
    onSelect: () => void acts.closeSession(session, next),
  };
  if (session.state === "done") return [close];
  return [
    { label: "Mark as done", icon: <Check {...stroke} />, onSelect: () => void acts.markDone(session.id) },
    close,
  ];
};

/** What this person can do with a session; `next` is shown when it is closed while in view. */
export const sessionMenu = (session: PersonSession, next: string | null, withOpen = false): MenuGroups => [
  withOpen ? [{ label: "Open", icon: <MessageSquare {...stroke} />, onSelect: () => selectSession(session.id) }] : [],
  [
    ...(acts.mayChange(session)
      ? [{ label: "Rename…", icon: <Pencil {...stroke} />, onSelect: () => askToRename(session.id) }]
      : []),
    {
      label: session.pinned ? "Unpin" : "Pin",
      icon: session.pinned ? <PinOff {...stroke} /> : <Pin {...stroke} />,
      onSelect: () => void acts.togglePinned(session),
    },
    {
      label: session.muted ? "Unmute" : "Mute",
      keys: "m",
      icon: session.muted ? <Bell {...stroke} /> : <BellOff {...stroke} />,
      onSelect: () => void acts.toggleMuted(session),
    },
    ...snoozeItems(session),
    ...waitItems(session),
  ],
  levelItems(session),
  acts.mayChange(session) ? stateItems(session, next) : [],
  session.role === "owner"
    ? [
        {
          label: "Delete…",
          tone: "danger",
          icon: <Trash2 {...stroke} />,
          onSelect: () => askToDelete(session.id),
        },
      ]
    : [],
];
