import * as Radix from "@radix-ui/react-dialog";
import { Command as Cmdk } from "cmdk";
import { useMemo, useState } from "react";
import { useAttention } from "../../state/attention.ts";
import { selectSession, useHub, useSession } from "../../state/hub.ts";
import { layoutStore, useLayout } from "../../state/layout.ts";
import { giveFocusBack } from "../../ui/last-focus.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { activityAt } from "../list/groups.ts";
import { useGroups } from "../list/use-groups.ts";
import { type Command, commandsFor } from "./commands.tsx";
import { CommandItem, SessionItem } from "./items.tsx";
import { MessageHits } from "./MessageHits.tsx";
import styles from "./Palette.module.css";
import { rank } from "./rank.ts";
import { useSearch } from "./use-search.ts";

const MOST_SESSIONS = 8;
const MOST_LATEST = 5;
const MOST_COMMANDS = 6;

const close = () => layoutStore.setState({ isPaletteOpen: false });

const then = (run: () => void) => () => {
  close();
  run();
};

const useSessions = (typed: string) => {
  const sessions = useHub((state) => state.sessions);
  return useMemo(() => {
    const all = Object.values(sessions).toSorted((a, b) => (activityAt(a) < activityAt(b) ? 1 : -1));
    if (typed.trim() === "") return all.filter(({ state }) => state !== "closed").slice(0, MOST_LATEST);
    return rank(all, typed, ({ title }) => title, MOST_SESSIONS);
  }, [sessions, typed]);
};

const useCommands = (typed: string): Command[] => {
  const session = useSession(useHub((state) => (state.page === "sessions" ? state.selectedId : null)));
  const groups = useGroups();
  const preferences = useAttention().data?.preferences ?? null;
  return useMemo(() => {
    const all = commandsFor(session, groups, preferences);
    return typed.trim() === "" ? all : rank(all, typed, ({ label }) => label, MOST_COMMANDS);
  }, [session, groups, preferences, typed]);
};

const Content = () => {
  const [typed, setTyped] = useState("");
  const sessions = useSessions(typed);
  const commands = useCommands(typed);
  const search = useSearch(typed);
  const isSearching = typed.trim() !== "";
  const sessionGroup = sessions.length > 0 && (
    <Cmdk.Group heading={isSearching ? "Sessions" : "Latest sessions"}>
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} onSelect={then(() => selectSession(session.id))} />
      ))}
    </Cmdk.Group>
  );
  return (
    <Cmdk label="Search and commands" shouldFilter={false} vimBindings={false} loop className={styles.palette}>
      <Cmdk.Input
        className={styles.input}
        value={typed}
        onValueChange={setTyped}
        placeholder="Search every discussion, jump to a session, do something"
        maxLength={200}
        dir="auto"
      />
      <Cmdk.List className={styles.list} label="Results">
        {sessionGroup}
        {commands.length > 0 && (
          <Cmdk.Group heading="Commands">
            {commands.map((command) => (
              <CommandItem key={command.label} command={command} onSelect={then(command.run)} />
            ))}
          </Cmdk.Group>
        )}
        {isSearching && <MessageHits search={search} onOpen={(id, seq) => then(() => selectSession(id, seq))()} />}
      </Cmdk.List>
    </Cmdk>
  );
};

/** Sessions, commands and the search of all messages, in one place. */
export const Palette = () => {
  const isOpen = useLayout((layout) => layout.isPaletteOpen);
  const isReady = useHub((state) => state.phase === "ready");
  return (
    <Radix.Root open={isOpen && isReady} onOpenChange={(open) => !open && close()}>
      <Radix.Portal>
        {/* Not Radix's overlay: that one injects a style element, which the page's policy refuses. */}
        <div className={styles.veil} />
        <Radix.Content className={styles.frame} aria-describedby={undefined} onCloseAutoFocus={giveFocusBack}>
          <VisuallyHidden>
            <Radix.Title>Search and commands</Radix.Title>
          </VisuallyHidden>
          <Content />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
