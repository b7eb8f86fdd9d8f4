import { Search } from "lucide-react";
import { openPalette } from "../../state/layout.ts";
import { comboAria } from "../../ui/combo.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { Bell } from "./Bell.tsx";
import { HubState } from "./HubState.tsx";
import styles from "./TopBar.module.css";

const Brand = () => (
  <a href="#/" className={styles.brand}>
    <span className={styles.mark} aria-hidden />
    Muster
  </a>
);

const Find = () => (
  <button
    type="button"
    className={styles.find}
    onClick={openPalette}
    aria-haspopup="dialog"
    aria-keyshortcuts={comboAria("mod+k")}
  >
    <Search strokeWidth={1.7} aria-hidden />
    <span className={styles.findWords}>Search every discussion, jump to a session</span>
    <Kbd combo="mod+k" />
  </button>
);

/** Whose hub this is, the way to everything, and whether the hub is heard. */
export const TopBar = () => (
  <header className={styles.top}>
    <Brand />
    <Find />
    <div className={styles.end}>
      <HubState />
      <Bell />
    </div>
  </header>
);
