import { Ellipsis, Link, MonitorSmartphone, Pencil, Plus, ShieldOff, User, UserX } from "lucide-react";
import { useCallback, useState } from "react";
import type { Member } from "#contract/people.ts";
import { openPlace, useHub } from "../../state/hub.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { readPeopleAgain, usePeople } from "../../state/people.ts";
import { useIsOwner } from "../../state/role.ts";
import { wordsFor } from "../../text/errors.ts";
import { roleWords, sightOf } from "../../text/people.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { RowItem, Rows } from "../../ui/Rows.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./People.module.css";
import { type PersonDialog, PersonDialogs } from "./PersonDialogs.tsx";

const stroke = { strokeWidth: 1.7 } as const;

type Open = (dialog: PersonDialog) => void;

const menuOf = (member: Member, isMe: boolean, open: Open): MenuGroups => {
  const icon = <Link {...stroke} />;
  // Whoever was shut out stays so: what they once were is given to a new person.
  if (member.revokedAt !== null)
    return [[{ label: "Invite again…", icon, onSelect: () => open({ type: "invite", like: member }) }]];
  return [
    [
      { label: "Change…", icon: <Pencil {...stroke} />, onSelect: () => open({ type: "change", member }) },
      { label: "New link…", icon, onSelect: () => open({ type: "link", member }) },
    ],
    isMe
      ? []
      : [
          {
            label: "Shut out…",
            tone: "danger",
            icon: <UserX {...stroke} />,
            onSelect: () => open({ type: "shut-out", member }),
          },
        ],
  ];
};

const Seen = ({ at }: { at: string | null }) => {
  const words = useTimeText(useCallback((now) => (at === null ? "never seen" : `seen ${formatAgo(at, now)}`), [at]));
  return <span title={at === null ? undefined : formatFull(at)}>{words}</span>;
};

const Invited = ({ until }: { until: string }) => {
  const isOpen = useTimeText(useCallback((now) => (Date.parse(until) > now ? "yes" : ""), [until])) !== "";
  return (
    <Chip className={isOpen ? styles.open : undefined} title={formatFull(until)}>
      {isOpen ? "invited" : "the link ran out"}
    </Chip>
  );
};

const PersonRow = ({ member, isMe, open }: { member: Member; isMe: boolean; open: Open }) => (
  <RowItem
    icon={<User {...stroke} aria-hidden />}
    className={member.revokedAt === null ? undefined : styles.gone}
    name={
      <>
        <h2>
          <PlainText>{member.name}</PlainText>
        </h2>
        <Chip title={roleWords[member.role].help}>{roleWords[member.role].label}</Chip>
        {isMe && <Chip>you</Chip>}
        {member.revokedAt !== null && <Chip>shut out</Chip>}
        {member.invitedUntil !== null && member.revokedAt === null && <Invited until={member.invitedUntil} />}
      </>
    }
    facts={
      <>
        <Seen at={member.lastSeenAt} />
        {member.role !== "owner" && ` · ${sightOf(member)}`}
      </>
    }
    acts={
      <MenuButton groups={menuOf(member, isMe, open)}>
        <IconButton label={`Menu of ${member.name}`} icon={<Ellipsis {...stroke} />} />
      </MenuButton>
    }
  />
);

const inOrder = (people: readonly Member[], meId: string | null) =>
  people.toSorted((a, b) => Number(b.id === meId) - Number(a.id === meId) || a.name.localeCompare(b.name));

const isGone = ({ revokedAt }: Member) => revokedAt !== null;

const List = ({ open }: { open: Open }) => {
  const { data, error } = usePeople();
  const [isGoneShown, setGoneShown] = useState(false);
  const meId = useHub((state) => state.person?.id ?? null);
  if (data === null)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <Failure title="The people can’t be read right now" words={wordsFor(error)} onRetry={readPeopleAgain} />
    );
  const [gone, here] = [data.filter(isGone), data.filter((member) => !isGone(member))];
  const rowOf = (member: Member) => <PersonRow key={member.id} member={member} isMe={member.id === meId} open={open} />;
  return (
    <>
      <Rows label="People">{inOrder(here, meId).map(rowOf)}</Rows>
      {gone.length > 0 && (
        <Button aria-expanded={isGoneShown} onClick={() => setGoneShown(!isGoneShown)}>
          {isGoneShown
            ? "Hide who was shut out"
            : `Show ${gone.length} who ${gone.length === 1 ? "was" : "were"} shut out`}
        </Button>
      )}
      {isGoneShown && gone.length > 0 && <Rows label="Shut out">{inOrder(gone, meId).map(rowOf)}</Rows>}
    </>
  );
};

const acts = (open: Open) => (
  <>
    <Button icon={<MonitorSmartphone size={15} {...stroke} />} onClick={() => openPlace("devices")}>
      Devices
    </Button>
    <Button tone="primary" icon={<Plus size={15} {...stroke} />} onClick={() => open({ type: "invite", like: null })}>
      Invite
    </Button>
  </>
);

/** The people of the hub, for its owners. */
export const PeoplePage = () => {
  const [dialog, setDialog] = useState<PersonDialog | null>(null);
  const isOwner = useIsOwner();
  const isReady = useHub((state) => state.phase === "ready");
  return (
    <PlacePage
      title="People"
      note={isOwner && "Who may see the agents here, and who may steer them. What you change counts at once."}
      action={isOwner && acts(setDialog)}
    >
      {!isReady && <Skeleton lines={6} />}
      {isReady && isOwner && <List open={setDialog} />}
      {isReady && !isOwner && (
        <EmptyState icon={<ShieldOff {...stroke} />} title="Only an owner of the hub sees its people">
          <Button size="s" onClick={() => openPlace("devices")}>
            Your devices
          </Button>
        </EmptyState>
      )}
      <PersonDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </PlacePage>
  );
};
