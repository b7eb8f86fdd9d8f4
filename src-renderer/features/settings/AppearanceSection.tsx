import { Monitor, Moon, Sun } from "lucide-react";
import { changeLook, type Theme, useLook } from "../../state/look.ts";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Row, Section } from "./Section.tsx";

const stroke = { strokeWidth: 1.7, "aria-hidden": true } as const;

const themes: readonly Segment<Theme>[] = [
  { value: "dark", label: "Dark", icon: <Moon {...stroke} /> },
  { value: "light", label: "Light", icon: <Sun {...stroke} /> },
  { value: "system", label: "System", icon: <Monitor {...stroke} /> },
];

const ThemeChoice = () => (
  <Segmented
    name="theme"
    labelledBy="look-theme"
    segments={themes}
    value={useLook((look) => look.theme)}
    onChange={(theme) => changeLook({ theme })}
  />
);

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
