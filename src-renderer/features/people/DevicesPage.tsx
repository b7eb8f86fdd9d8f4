import { Ellipsis, KeyRound, MonitorSmartphone, Pencil, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { Device } from "#contract/people.ts";
import { useHub } from "../../state/hub.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { readDevicesAgain, useDevices } from "../../state/people.ts";
import { wordsFor } from "../../text/errors.ts";
import { deviceWords } from "../../text/people.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { RowItem, Rows } from "../../ui/Rows.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { type DeviceDialog, DeviceDialogs } from "./DeviceDialogs.tsx";
import { groupsOf } from "./devices.ts";
import styles from "./People.module.css";

const stroke = { strokeWidth: 1.7 } as const;

type Open = (dialog: DeviceDialog) => void;

const menuOf = (device: Device, open: Open): MenuGroups => [
  [{ label: "Rename…", icon: <Pencil {...stroke} />, onSelect: () => open({ type: "rename", device }) }],
  [
    {
      label: "Revoke…",
      tone: "danger",
      icon: <Trash2 {...stroke} />,
      onSelect: () => open({ type: "revoke", device }),
    },
  ],
];

const LastUsed = ({ at }: { at: string }) => (
  <span title={formatFull(at)}>last used {useTimeText(useCallback((now) => formatAgo(at, now), [at]))}</span>
);

const DeviceRow = ({ device, open }: { device: Device; open: Open }) => {
  const Icon = device.kind === "key" ? KeyRound : MonitorSmartphone;
  return (
    <RowItem
      icon={<Icon {...stroke} aria-hidden />}
      name={
        <>
          <h3>
            <PlainText>{device.name}</PlainText>
          </h3>
          {device.isThis && <Chip>this one</Chip>}
        </>
      }
      facts={
        <>
          {deviceWords[device.kind]} · <LastUsed at={device.lastUsedAt} />
          {device.address !== null && ` from ${device.address}`}
          {" · "}
          <span title={formatFull(device.createdAt)}>
            since {new Date(device.createdAt).toLocaleDateString(undefined, { dateStyle: "medium" })}
          </span>
        </>
      }
      acts={
        <MenuButton groups={menuOf(device, open)}>
          <IconButton label={`Menu of ${device.name}`} icon={<Ellipsis {...stroke} />} />
        </MenuButton>
      }
    />
  );
};

const List = ({ open }: { open: Open }) => {
  const { data, error } = useDevices();
  const meId = useHub((state) => state.person?.id ?? null);
  if (data === null)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <Failure title="The devices can’t be read right now" words={wordsFor(error)} onRetry={readDevicesAgain} />
    );
  return groupsOf(data, meId).map(({ personId, name, devices }) => {
    const title = personId === meId ? "Yours" : name;
    return (
      <section key={personId} className={styles.part}>
        <h2 className={styles.partTitle}>
          <PlainText>{title}</PlainText>
        </h2>
        <Rows label={`Devices: ${title}`}>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} open={open} />
          ))}
        </Rows>
      </section>
    );
  });
};

/** The browsers, phones and keys that a person is signed in with; an owner sees everyone's. */
export const DevicesPage = () => {
  const [dialog, setDialog] = useState<DeviceDialog | null>(null);
  const isReady = useHub((state) => state.phase === "ready");
  return (
    <PlacePage
      title="Devices"
      note="Each browser that signed in, and each key for a command line. Revoke what you don’t know or no longer have."
      action={
        <Button icon={<KeyRound size={15} {...stroke} />} onClick={() => setDialog({ type: "add" })}>
          Add a device key
        </Button>
      }
    >
      {isReady ? <List open={setDialog} /> : <Skeleton lines={6} />}
      <DeviceDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </PlacePage>
  );
};
