import { ArrowLeft, Ellipsis, PanelRight } from "lucide-react";
import type { PersonSession } from "#contract/session.ts";
import { selectSession } from "../../state/hub.ts";
import { layoutStore, useLayout, useNarrow, usePhone } from "../../state/layout.ts";
import { approvalHelp, questionHelp, stateHelp, stateTones, stateWords } from "../../text/states.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Dot } from "../../ui/Dot.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton } from "../../ui/Menu.tsx";
import { sessionMenu } from "../list/session-menu.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import styles from "./Header.module.css";
import { progressWords } from "./progress-words.ts";
import { Title } from "./Title.tsx";

const stroke = { strokeWidth: 1.7 } as const;

const FactsToggle = () => {
  const isOpen = useLayout((layout) => layout.areFactsOpen);
  return (
    <IconButton
      label="Facts"
      icon={<PanelRight {...stroke} />}
      isPressed={isOpen}
      onClick={() => layoutStore.setState({ areFactsOpen: !isOpen })}
    />
  );
};

const asksHelp = { question: questionHelp, approval: approvalHelp } as const;

/** The session's state; an open question or approval goes before it, since an agent may ask and work on. */
const State = ({ session: { state, attention } }: { session: PersonSession }) => {
  const shown = attention === null ? state : "waiting";
  return (
    <Chip title={attention === null || attention === "waiting" ? stateHelp[shown] : asksHelp[attention]}>
      <Dot tone={stateTones[shown]} />
      {stateWords[shown]}
    </Chip>
  );
};

/** Title and state of the discussion, and what can be done with it. */
export const Header = ({ session }: { session: PersonSession }) => {
  const isPhone = usePhone();
  const isNarrow = useNarrow();
  const progress = progressWords(session);
  return (
    <header className={styles.header}>
      {isPhone && (
        <IconButton label="Back to the list" icon={<ArrowLeft {...stroke} />} onClick={() => selectSession(null)} />
      )}
      <Title session={session} />
      <State session={session} />
      {progress !== null && !isPhone && <Chip>{progress}</Chip>}
      <span className={styles.end}>
        {!isPhone && (
          <Chip className={styles.agent} title={`Agent on ${session.machine.name}`}>
            <PlainText>{session.agent.name}</PlainText>
          </Chip>
        )}
        {isNarrow && <FactsToggle />}
        <MenuButton groups={sessionMenu(session, null)}>
          <button type="button" className={styles.menu} aria-label="Session menu" title="Session menu">
            <Ellipsis {...stroke} />
          </button>
        </MenuButton>
      </span>
    </header>
  );
};
