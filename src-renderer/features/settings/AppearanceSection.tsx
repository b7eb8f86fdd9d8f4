import { Monitor, Moon, Sun } from "lucide-react";
import { changeLook, type Theme, useLook } from "../../state/look.ts";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./AppearanceSection.module.css";
import { Row, Section } from "./Section.tsx";

const themes = [
  { theme: "dark", words: "Dark", Icon: Moon },
  { theme: "light", words: "Light", Icon: Sun },
  { theme: "system", words: "System", Icon: Monitor },
] as const satisfies readonly { theme: Theme; words: string; Icon: unknown }[];

const ThemeChoice = () => {
  const chosen = useLook((look) => look.theme);
  return (
    <div role="radiogroup" aria-labelledby="look-theme" className={styles.choice}>
      {themes.map(({ theme, words, Icon }) => (
        <label key={theme} className={styles.option}>
          <input
            type="radio"
            name="theme"
            value={theme}
            checked={chosen === theme}
            onChange={() => changeLook({ theme })}
          />
          <Icon strokeWidth={1.7} aria-hidden />
          {words}
        </label>
      ))}
    </div>
  );
};

/** How the screen looks in this browser. */
export const AppearanceSection = () => {
  const singleKeys = useLook((look) => look.singleKeys);
  return (
    <Section title="Appearance" note="Kept in this browser.">
      <Row id="look-theme" label="Theme">
        <ThemeChoice />
      </Row>
      <Row
        id="look-keys"
        label="Single keys"
        help="J, K, U, R, E, M and others work without ⌘ or Ctrl. Off for dictation, or keyboards that press keys unasked."
      >
        <Switch
          isOn={singleKeys}
          onChange={(isOn) => changeLook({ singleKeys: isOn })}
          labelledBy="look-keys"
          describedBy="look-keys-help"
        />
      </Row>
    </Section>
  );
};
