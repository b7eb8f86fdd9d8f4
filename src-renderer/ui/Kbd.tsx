import { type Combo, comboText } from "./combo.ts";
import styles from "./Kbd.module.css";

/** A key or combination of keys, drawn as a key cap. */
export const Kbd = ({ combo }: { combo: Combo }) => <kbd className={styles.kbd}>{comboText(combo)}</kbd>;
