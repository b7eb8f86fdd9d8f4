import * as Radix from "@radix-ui/react-dropdown-menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { classes } from "./classes.ts";
import { type Combo, comboAria } from "./combo.ts";
import { Kbd } from "./Kbd.tsx";
import { giveFocusBack } from "./last-focus.ts";
import styles from "./Menu.module.css";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: Combo;
  tone?: "danger";
  /** Makes it one that can be on or off. */
  isChecked?: boolean;
  isDisabled?: boolean;
}

/** Items in groups; a line is drawn between two groups. */
export type MenuGroups = readonly (readonly MenuItem[])[];

const Words = ({ item }: { item: MenuItem }) => (
  <>
    <span className={styles.icon}>{item.isChecked ? <Check strokeWidth={1.7} /> : item.icon}</span>
    <span className={styles.label}>{item.label}</span>
    {item.keys && <Kbd combo={item.keys} />}
  </>
);

const Item = ({ item }: { item: MenuItem }) => {
  const shared = {
    className: classes(styles.item, item.tone === "danger" && styles.danger),
    disabled: item.isDisabled ?? false,
    onSelect: item.onSelect,
    "aria-keyshortcuts": item.keys && comboAria(item.keys),
  };
  return item.isChecked === undefined ? (
    <Radix.Item {...shared}>
      <Words item={item} />
    </Radix.Item>
  ) : (
    <Radix.CheckboxItem {...shared} checked={item.isChecked}>
      <Words item={item} />
    </Radix.CheckboxItem>
  );
};

const Groups = ({ groups }: { groups: MenuGroups }) =>
  groups
    .filter((group) => group.length > 0)
    .map((group, index) => (
      <Radix.Group key={group[0]?.label} className={classes(index > 0 && styles.parted)}>
        {group.map((item) => (
          <Item key={item.label} item={item} />
        ))}
      </Radix.Group>
    ));

/** A button that opens a menu. */
export const MenuButton = ({
  groups,
  children,
  align = "end",
}: {
  groups: MenuGroups;
  children: ReactElement;
  align?: "start" | "end";
}) => (
  // Modal menus inject a style element, which the page's policy refuses. Without a portal, it stays in its landmark.
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8} loop>
      <Groups groups={groups} />
    </Radix.Content>
  </Radix.Root>
);

export interface MenuPoint {
  x: number;
  y: number;
}

/** A menu at a point of the screen (a right click, or the menu key); closed while `at` is null. */
export const ContextMenu = ({
  at,
  label,
  groups,
  onClose,
}: {
  at: MenuPoint | null;
  label: string;
  groups: MenuGroups;
  onClose: () => void;
}) => (
  <Radix.Root modal={false} open={at !== null} onOpenChange={(open) => !open && onClose()}>
    <Radix.Trigger asChild>
      <span aria-hidden className={styles.point} style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} tabIndex={-1} />
    </Radix.Trigger>
    <Radix.Content
      className={styles.menu}
      aria-label={label}
      aria-labelledby={undefined}
      align="start"
      sideOffset={2}
      collisionPadding={8}
      loop
      onCloseAutoFocus={(event) => {
        // Unless one of its items opened a dialog, which has the focus now.
        if (document.activeElement === document.body) giveFocusBack(event);
        else event.preventDefault();
      }}
    >
      <Groups groups={groups} />
    </Radix.Content>
  </Radix.Root>
);
