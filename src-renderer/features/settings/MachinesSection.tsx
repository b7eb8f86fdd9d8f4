import { Ellipsis, KeyRound, Laptop, Pencil, Plus, Trash2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { Machine } from "#contract/machine.ts";
import { useHub } from "../../state/hub.ts";
import { openJoin } from "../../state/layout.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
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

const MachineRow = ({ machine, open }: { machine: Machine; open: (dialog: MachineDialog) => void }) => (
  <li className={styles.machine}>
    <Laptop className={styles.icon} strokeWidth={1.7} aria-hidden />
    <div className={styles.words}>
      <p className={styles.name}>
        <bdi>{machine.name}</bdi>
        {machine.isLocal && <Chip>the hub’s own</Chip>}
      </p>
      <p className={styles.facts}>
        {machine.os !== null && (
          <>
            <bdi>{machine.os}</bdi> ·{" "}
          </>
        )}
        <LastUsed at={machine.lastUsedAt} />
      </p>
    </div>
    <MenuButton groups={menuOf(machine, open)}>
      <IconButton label={`Menu of ${machine.name}`} icon={<Ellipsis strokeWidth={1.7} />} />
    </MenuButton>
  </li>
);

/** The joined machines: rename, new key, revoke; and the way in for another. */
export const MachinesSection = () => {
  const machines = useHub((state) => state.machines);
  const [dialog, setDialog] = useState<MachineDialog | null>(null);
  const sorted = useMemo(
    () =>
      Object.values(machines).toSorted((a, b) => Number(b.isLocal) - Number(a.isLocal) || a.name.localeCompare(b.name)),
    [machines],
  );
  return (
    <Section
      title="Machines"
      note="Each has a key of its own for the agents that run on it."
      action={
        <Button size="s" icon={<Plus size={15} strokeWidth={1.7} />} onClick={openJoin}>
          Join a machine
        </Button>
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
