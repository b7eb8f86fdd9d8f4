import { ChevronDown, ChevronUp, Ellipsis, KeyRound, Laptop, Pencil, Plus, Trash2 } from "lucide-react";
import { useCallback, useId, useMemo, useState } from "react";
import type { Machine } from "#contract/machine.ts";
import { useHub } from "../../state/hub.ts";
import { openJoin } from "../../state/layout.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { useIsOwner } from "../../state/role.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import { troubleWords } from "./findings.ts";
import { MachineDetails } from "./MachineDetails.tsx";
import { type MachineDialog, MachineDialogs } from "./MachineDialogs.tsx";
import styles from "./MachinesSection.module.css";
import { Section } from "./Section.tsx";

const stroke = { strokeWidth: 1.7 } as const;

const LastUsed = ({ at }: { at: string | null }) => {
  const words = useTimeText(
    useCallback((now) => (at === null ? "its key was never used" : `last used ${formatAgo(at, now)}`), [at]),
  );
  return <span title={at === null ? undefined : formatFull(at)}>{words}</span>;
};

const menuOf = (machine: Machine, open: (dialog: MachineDialog) => void): MenuGroups => [
  [
    {
      label: "Rename…",
      icon: <Pencil {...stroke} />,
      onSelect: () => open({ type: "rename", machine }),
    },
    {
      label: "New key…",
      icon: <KeyRound {...stroke} />,
      onSelect: () => open({ type: "rotate", machine }),
    },
  ],
  [
    {
      label: "Revoke…",
      tone: "danger",
      icon: <Trash2 {...stroke} />,
      onSelect: () => open({ type: "revoke", machine }),
    },
  ],
];

const Facts = ({ machine }: { machine: Machine }) => (
  <p className={styles.facts}>
    {machine.os !== null && (
      <>
        <bdi>{machine.os}</bdi> ·{" "}
      </>
    )}
    <LastUsed at={machine.lastUsedAt} />
  </p>
);

const MachineRow = ({ machine, open }: { machine: Machine; open: (dialog: MachineDialog) => void }) => {
  const [isOpen, setOpen] = useState(false);
  const isOwner = useIsOwner();
  // Others are told less of it, or nothing but its name.
  const hasDetails = isOwner || machine.doctor !== null;
  const detailsId = useId();
  const trouble = machine.doctor && troubleWords(machine.doctor.findings);
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <li className={styles.item}>
      <div className={styles.machine}>
        <Laptop className={styles.icon} strokeWidth={1.7} aria-hidden />
        <div className={styles.words}>
          <h3 className={styles.name}>
            <bdi>{machine.name}</bdi>
            {machine.isLocal && <Chip>the hub’s own</Chip>}
            {trouble && <Chip className={styles.trouble}>{trouble}</Chip>}
          </h3>
          {(isOwner || machine.lastUsedAt !== null) && <Facts machine={machine} />}
        </div>
        {hasDetails && (
          <IconButton
            label={isOpen ? `Fold ${machine.name}` : `Details of ${machine.name}`}
            icon={<Chevron {...stroke} />}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onClick={() => setOpen(!isOpen)}
          />
        )}
        {isOwner && (
          <MenuButton groups={menuOf(machine, open)}>
            <IconButton label={`Menu of ${machine.name}`} icon={<Ellipsis strokeWidth={1.7} />} />
          </MenuButton>
        )}
      </div>
      {isOpen && hasDetails && (
        <div id={detailsId} className={styles.details}>
          <MachineDetails machine={machine} />
        </div>
      )}
    </li>
  );
};

/** The joined machines: what each tells and found out, rename, new key, revoke; and the way in for another. */
export const MachinesSection = () => {
  const machines = useHub((state) => state.machines);
  const isOwner = useIsOwner();
  const [dialog, setDialog] = useState<MachineDialog | null>(null);
  const sorted = useMemo(
    () =>
      Object.values(machines).toSorted((a, b) => Number(b.isLocal) - Number(a.isLocal) || a.name.localeCompare(b.name)),
    [machines],
  );
  return (
    <Section
      title="Machines"
      note={isOwner ? "Each has a key of its own for the agents that run on it." : "Agents run on these."}
      action={
        isOwner && (
          <Button size="s" icon={<Plus size={15} strokeWidth={1.7} />} onClick={openJoin}>
            Join a machine
          </Button>
        )
      }
    >
      <ul>
        {sorted.map((machine) => (
          <MachineRow key={machine.id} machine={machine} open={setDialog} />
        ))}
      </ul>
      {sorted.length === 0 && <p className={styles.none}>No machine has joined yet.</p>}
      <MachineDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </Section>
  );
};
