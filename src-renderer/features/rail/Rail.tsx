import { MessageSquare, Scale, ScrollText, Settings, ShieldCheck, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useApprovalCount } from "../../state/approvals.ts";
import { useHub } from "../../state/hub.ts";
import { usePhone } from "../../state/layout.ts";
import { useIsOwner } from "../../state/role.ts";
import { classes } from "../../ui/classes.ts";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useNeedsCount } from "../list/use-groups.ts";
import styles from "./Rail.module.css";

const RailLink = ({
  href,
  name,
  icon,
  isHere,
  children,
}: {
  href: string;
  name: string;
  icon: ReactNode;
  isHere: boolean;
  children?: ReactNode;
}) => (
  <Tooltip text={name} side="right">
    <a href={href} className={classes(styles.link, isHere && styles.here)} aria-current={isHere ? "page" : undefined}>
      {icon}
      <span className={styles.name}>{name}</span>
      {children}
    </a>
  </Tooltip>
);

const Badge = ({ count, words }: { count: number; words: string }) =>
  count > 0 && (
    <b className={styles.badge}>
      {count > 99 ? "99+" : count}
      <VisuallyHidden> {words}</VisuallyHidden>
    </b>
  );

const NeedsBadge = () => <Badge count={useNeedsCount()} words="need you" />;
const ApprovalsBadge = () => <Badge count={useApprovalCount()} words="open" />;

/** The places of the screen. */
export const Rail = () => {
  const page = useHub((state) => state.page);
  const isOwner = useIsOwner();
  const isPhone = usePhone();
  // A phone has no room for all of them: there the settings lead to the others.
  const isInSettings = page === "settings" || (isPhone && page !== "sessions" && page !== "approvals");
  return (
    <nav className={styles.rail} aria-label="Places">
      <RailLink
        href="#/"
        name="Sessions"
        icon={<MessageSquare strokeWidth={1.7} aria-hidden />}
        isHere={page === "sessions"}
      >
        <NeedsBadge />
      </RailLink>
      <RailLink
        href="#/approvals"
        name="Approvals"
        icon={<ShieldCheck strokeWidth={1.7} aria-hidden />}
        isHere={page === "approvals"}
      >
        <ApprovalsBadge />
      </RailLink>
      {!isPhone && (
        <>
          <RailLink
            href="#/rules"
            name="Rules"
            icon={<Scale strokeWidth={1.7} aria-hidden />}
            isHere={page === "rules"}
          />
          {isOwner && (
            <>
              <RailLink
                href="#/people"
                name="People"
                icon={<Users strokeWidth={1.7} aria-hidden />}
                isHere={page === "people" || page === "devices"}
              />
              <RailLink
                href="#/ledger"
                name="Ledger"
                icon={<ScrollText strokeWidth={1.7} aria-hidden />}
                isHere={page === "ledger"}
              />
            </>
          )}
        </>
      )}
      <span className={styles.space} />
      <RailLink
        href="#/settings"
        name="Settings"
        icon={<Settings strokeWidth={1.7} aria-hidden />}
        isHere={isInSettings}
      />
    </nav>
  );
};
