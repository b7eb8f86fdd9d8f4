import { Bell as BellIcon, BellOff, Moon, Settings } from "lucide-react";
import { useCallback, useState } from "react";
import { type AttentionPreferences, doNotDisturbChoices } from "#contract/attention.ts";
import { useAttention } from "../../state/attention.ts";
import { openSettings, useHub } from "../../state/hub.ts";
import { useTimeText } from "../../state/now.ts";
import { doNotDisturbWords } from "../../text/attention.ts";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import { doNotDisturb, doNotDisturbUntil, endDoNotDisturb, quietWords } from "../attention/acts.ts";
import styles from "./Bell.module.css";

const stroke = { strokeWidth: 1.7 } as const;

const groupsFor = (state: AttentionPreferences["doNotDisturb"] | undefined, isOn: boolean): MenuGroups => [
  state === undefined
    ? []
    : isOn
      ? [{ label: "End do not disturb", icon: <BellIcon {...stroke} />, onSelect: () => void endDoNotDisturb() }]
      : doNotDisturbChoices.map((choice) => ({
          label: `Do not disturb: ${doNotDisturbWords[choice].toLowerCase()}`,
          icon: <BellOff {...stroke} />,
          onSelect: () => void doNotDisturb(choice),
        })),
  [
    {
      label: "Notification settings",
      icon: <Settings {...stroke} />,
      onSelect: () => openSettings("notifications"),
    },
  ],
];

const Known = () => {
  const { data } = useAttention();
  const state = data?.preferences.doNotDisturb;
  const quietUntil = data?.quietUntil ?? null;
  const paused = useTimeText(useCallback((now) => (state && doNotDisturbUntil(state, now)) ?? "", [state]));
  const quiet = useTimeText(useCallback((now) => quietWords(quietUntil, now) ?? "", [quietUntil]));
  const words =
    paused === ""
      ? quiet === ""
        ? "Notifications"
        : `Quiet hours, until ${quiet}`
      : `Do not disturb, until ${paused}`;
  return (
    <MenuButton groups={groupsFor(state, paused !== "")}>
      <button
        type="button"
        className={styles.bell}
        data-quiet={paused + quiet !== "" || undefined}
        aria-label={words}
        title={words}
      >
        {paused === "" ? quiet === "" ? <BellIcon {...stroke} /> : <Moon {...stroke} /> : <BellOff {...stroke} />}
      </button>
    </MenuButton>
  );
};

/**
 * Whether this person is notified now, and the way to have some quiet. Read once the hub is heard: read before, it would
 * be read again then.
 */
export const Bell = () => {
  const isHeard = useHub((state) => state.connection !== "connecting");
  const [wasHeard, setHeard] = useState(isHeard);
  if (isHeard && !wasHeard) setHeard(true);
  return wasHeard ? (
    <Known />
  ) : (
    <button type="button" className={styles.bell} aria-label="Notifications" disabled>
      <BellIcon {...stroke} />
    </button>
  );
};
