import { Command as Cmdk } from "cmdk";
import { useCallback } from "react";
import type { SearchHit, SnippetPart } from "#contract/search.ts";
import type { PersonSession } from "#contract/session.ts";
import { formatAge, useTimeText } from "../../state/now.ts";
import { withEmoji } from "../../text/preview.ts";
import { stateTones, stateWords } from "../../text/states.ts";
import { Dot } from "../../ui/Dot.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { activityAt } from "../list/groups.ts";
import { withoutHidden } from "../markdown/hidden.ts";
import type { Command } from "./commands.tsx";
import styles from "./Palette.module.css";

const Age = ({ at }: { at: string }) => (
  <time className={styles.age} dateTime={at}>
    {useTimeText(useCallback((now) => formatAge(at, now), [at]))}
  </time>
);

export const CommandItem = ({ command, onSelect }: { command: Command; onSelect: () => void }) => (
  <Cmdk.Item value={`command ${command.label}`} onSelect={onSelect} className={styles.item}>
    <span className={styles.icon}>{command.icon}</span>
    <span className={styles.words}>{command.label}</span>
    {command.keys && <Kbd combo={command.keys} />}
  </Cmdk.Item>
);

export const SessionItem = ({ session, onSelect }: { session: PersonSession; onSelect: () => void }) => (
  <Cmdk.Item value={`session ${session.id}`} onSelect={onSelect} className={styles.item}>
    <span className={styles.icon}>
      <Dot
        tone={session.attention ? "needs" : stateTones[session.state]}
        label={stateWords[session.attention ? "waiting" : session.state]}
      />
    </span>
    <span className={styles.words} dir="auto">
      {session.title}
    </span>
    <span className={styles.where} dir="auto">
      {session.agent.name}
      {" · "}
      {session.machine.name}
    </span>
    <Age at={activityAt(session)} />
  </Cmdk.Item>
);

const Snippet = ({ parts }: { parts: readonly SnippetPart[] }) => (
  <span className={styles.snippet} dir="auto">
    {parts.map(({ text, hit }, index) =>
      hit ? <mark key={index}>{withoutHidden(text)}</mark> : withEmoji(withoutHidden(text)),
    )}
  </span>
);

export const HitItem = ({ hit, onSelect }: { hit: SearchHit; onSelect: () => void }) => (
  <Cmdk.Item value={`message ${hit.messageId}`} onSelect={onSelect} className={styles.hit}>
    <span className={styles.hitHead}>
      <b dir="auto">{hit.sessionTitle}</b>
      <span className={styles.where} dir="auto">
        {hit.from.name}
      </span>
      <Age at={hit.createdAt} />
    </span>
    <Snippet parts={hit.snippet} />
  </Cmdk.Item>
);
