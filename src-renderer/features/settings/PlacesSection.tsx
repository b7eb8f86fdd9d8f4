import { ChevronRight, MonitorSmartphone, Scale, ScrollText, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useIsOwner } from "../../state/role.ts";
import { Section } from "./Section.tsx";
import styles from "./PlacesSection.module.css";

const stroke = { strokeWidth: 1.7, "aria-hidden": true } as const;

const PlaceLink = ({ href, icon, name, help }: { href: string; icon: ReactNode; name: string; help: string }) => (
  <li className={styles.item}>
    <a href={href} className={styles.place}>
      {icon}
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.help}>{help}</span>
      </span>
      <ChevronRight {...stroke} />
    </a>
  </li>
);

/** The way to the pages about who may do what. */
export const PlacesSection = () => {
  const isOwner = useIsOwner();
  return (
    <Section title="Who may do what">
      <ul>
        {isOwner && (
          <PlaceLink href="#/people" icon={<Users {...stroke} />} name="People" help="Invite, roles, shut out" />
        )}
        <PlaceLink
          href="#/devices"
          icon={<MonitorSmartphone {...stroke} />}
          name="Devices"
          help="Browsers and keys that are signed in"
        />
        <PlaceLink href="#/rules" icon={<Scale {...stroke} />} name="Rules" help="Standing answers to approvals" />
        {isOwner && (
          <PlaceLink
            href="#/ledger"
            icon={<ScrollText {...stroke} />}
            name="Ledger"
            help="Who decided what, and every event of safety"
          />
        )}
      </ul>
    </Section>
  );
};
