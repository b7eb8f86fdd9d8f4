import { classes } from "../../ui/classes.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./CommandMenu.module.css";
import type { Command } from "./commands.ts";

interface CommandMenuProps {
  id: string;
  commands: readonly Command[];
  chosen: number;
  onChoose: (command: Command) => void;
}

/** What can be chosen after a slash; the box to reply in keeps the focus and the keys. */
export const CommandMenu = ({ id, commands, chosen, onChoose }: CommandMenuProps) => (
  <div className={styles.menu}>
    <div id={id} role="listbox" aria-label="Commands">
      {commands.map((command, at) => (
        <div
          key={command.name}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          className={classes(styles.item, at === chosen && styles.chosen)}
          // The box keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(command)}
        >
          <code className={styles.name}>{command.name}</code>
          <span className={styles.words}>{command.words}</span>
        </div>
      ))}
    </div>
    <p className={styles.note}>
      Anything else is sent as it is. <Kbd combo="escape" /> closes this.
    </p>
  </div>
);
