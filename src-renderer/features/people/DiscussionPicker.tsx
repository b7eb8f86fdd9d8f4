import { useDeferredValue, useMemo, useState } from "react";
import type { Member, Narrowing } from "#contract/people.ts";
import type { PersonSession } from "#contract/session.ts";
import { useHub } from "../../state/hub.ts";
import { narrowingWords, roleWords } from "../../text/people.ts";
import { TextField } from "../../ui/TextField.tsx";
import { fold } from "../list/filter.ts";
import { PlainText } from "../markdown/PlainText.tsx";
import { type Choice, choiceOf, choicesFor, withChoice } from "./narrowings.ts";
import styles from "./People.module.css";

const MOST_SHOWN = 100;

/** Those that something was chosen for first, then the last active; closed ones last. */
const orderOf = (sessions: readonly PersonSession[], chosen: ReadonlySet<string>) =>
  sessions.toSorted(
    (a, b) =>
      Number(chosen.has(b.id)) - Number(chosen.has(a.id)) ||
      Number(a.state === "closed") - Number(b.state === "closed") ||
      b.updatedAt.localeCompare(a.updatedAt),
  );

interface DiscussionPickerProps {
  person: Pick<Member, "role" | "sees">;
  narrowings: readonly Narrowing[];
  onChange: (narrowings: Narrowing[]) => void;
}

const RowOf = ({ session, person, narrowings, onChange }: DiscussionPickerProps & { session: PersonSession }) => {
  const wordsOf = (choice: Choice) =>
    choice === "own" ? `${roleWords[person.role].label}, as everywhere` : narrowingWords[choice];
  return (
    <li className={styles.pick}>
      <span className={styles.pickTitle}>
        <PlainText>{session.title}</PlainText>
        <small>
          <PlainText>{session.machine.name}</PlainText>
          {session.state === "closed" && " · closed"}
        </small>
      </span>
      <select
        className={styles.choice}
        aria-label={`Role in ${session.title}`}
        value={choiceOf(narrowings, session.id, person)}
        onChange={(event) => onChange(withChoice(narrowings, session.id, event.target.value as Choice, person))}
      >
        {choicesFor(person.role, person.sees).map((choice) => (
          <option key={choice} value={choice}>
            {wordsOf(choice)}
          </option>
        ))}
      </select>
    </li>
  );
};

/** What a person may do in single discussions. */
export const DiscussionPicker = ({ person, narrowings, onChange }: DiscussionPickerProps) => {
  const sessions = useHub((state) => state.sessions);
  const [text, setText] = useState("");
  // The order holds while choices are made: nothing jumps away under the pointer.
  const [first] = useState(() => new Set(narrowings.map(({ sessionId }) => sessionId)));
  const ordered = useMemo(() => orderOf(Object.values(sessions), first), [sessions, first]);
  const wanted = useDeferredValue(fold(text));
  const found = ordered.filter(({ title, machine }) => fold(`${title}\n${machine.name}`).includes(wanted));
  const shown = found.slice(0, MOST_SHOWN);
  if (ordered.length === 0) return <p className={styles.faint}>There is no discussion yet.</p>;
  return (
    <div className={styles.picker}>
      {ordered.length > 6 && <TextField label="Find a discussion" type="search" value={text} onChange={setText} />}
      <ul className={styles.picks} aria-label="Discussions">
        {shown.map((session) => (
          <RowOf key={session.id} {...{ session, person, narrowings, onChange }} />
        ))}
      </ul>
      {found.length === 0 && <p className={styles.faint}>No discussion fits.</p>}
      {found.length > shown.length && (
        <p className={styles.faint}>{found.length - shown.length} more: type to find them.</p>
      )}
    </div>
  );
};
