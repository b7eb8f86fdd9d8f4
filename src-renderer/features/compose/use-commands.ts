import { type KeyboardEvent, useState } from "react";
import type { PersonSession } from "#contract/session.ts";
import { useApprovalsOf } from "../../state/approvals.ts";
import { useHub } from "../../state/hub.ts";
import { decisionsFor } from "./decisions.ts";
import { type Command, chosenText, commandsOf, matching } from "./commands.ts";

/** The commands that go on from what is typed, the one that is chosen, and the keys to choose with. */
export const useCommands = (session: PersonSession, typed: string, setText: (text: string) => void) => {
  const stopWord = useHub((state) => state.settings?.stopWord ?? "/stop");
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const open = useApprovalsOf(session.id);
  // What a viewer writes reaches no agent, so that no word in it is a command.
  const isViewer = session.role === "viewer";
  const all = [
    ...matching(isViewer ? [] : commandsOf(session, stopWord), typed),
    ...decisionsFor(isViewer ? [] : open, typed),
  ];
  const found = dismissed === typed ? [] : all;
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  const choose = (command: Command) => {
    setChosen(0);
    if (command.run) {
      setText("");
      command.run();
    } else {
      setText(chosenText(command));
      setDismissed(chosenText(command));
    }
  };
  /** True when the key was for the menu. */
  const onKey = (event: KeyboardEvent): boolean => {
    const command = found[at];
    if (!command) return false;
    if (event.key === "ArrowDown") setChosen((at + 1) % found.length);
    else if (event.key === "ArrowUp") setChosen((at + found.length - 1) % found.length);
    else if (event.key === "Escape") setDismissed(typed);
    else if (event.key === "Tab" || (event.key === "Enter" && !(command.run === null && command.name === typed)))
      choose(command);
    else return false;
    return true;
  };
  return { found, at, choose, onKey };
};
