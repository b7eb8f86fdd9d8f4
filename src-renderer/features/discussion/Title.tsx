import { type FormEvent, type KeyboardEvent, useState } from "react";
import { limits } from "#contract/limits.ts";
import type { PersonSession } from "#contract/session.ts";
import { attempt } from "../../state/attempt.ts";
import { changeSession } from "../../state/hub.ts";
import { mayChange } from "../list/session-acts.ts";
import styles from "./Header.module.css";

const TitleField = ({ session, onEnd }: { session: PersonSession; onEnd: () => void }) => {
  const [title, setTitle] = useState(session.title);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = title.trim();
    onEnd();
    if (wanted !== "" && wanted !== session.title)
      void attempt("Could not rename it", () => changeSession(session.id, { title: wanted }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onEnd();
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <input
        className={styles.field}
        aria-label="Title"
        dir="auto"
        value={title}
        maxLength={limits.titleChars * 2}
        // Asked for by a double click on what stood here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onEnd}
      />
    </form>
  );
};

/** The title; a double click makes it a field. The menu has the same act with more words. */
export const Title = ({ session }: { session: PersonSession }) => {
  const [isEditing, setEditing] = useState(false);
  const canEdit = mayChange(session);
  if (isEditing && canEdit) return <TitleField session={session} onEnd={() => setEditing(false)} />;
  return (
    <h1
      className={styles.title}
      dir="auto"
      title={canEdit ? `${session.title}\nDouble-click to rename` : session.title}
      onDoubleClick={() => setEditing(true)}
    >
      {session.title}
    </h1>
  );
};
