import type { ReactNode } from "react";
import type { Settings } from "#contract/settings.ts";
import { useHub } from "../../state/hub.ts";
import { Section } from "./Section.tsx";
import { SettingField } from "./SettingField.tsx";
import { useSettingsAnswer } from "./use-settings-answer.ts";

interface HubSectionProps {
  title: string;
  names: readonly (keyof Settings)[];
  /** Rows above the settings. */
  children?: ReactNode;
}

/** The fields of some of the hub's settings, for a section with others in it. */
export const HubFields = ({ names }: Pick<HubSectionProps, "names">) => {
  const settings = useHub((state) => state.settings);
  const overridden = useSettingsAnswer()?.overridden ?? [];
  return (
    settings &&
    names.map((name) => (
      <SettingField key={name} name={name} value={settings[name]} isOverridden={overridden.includes(name)} />
    ))
  );
};

/** Some of the hub's settings, for its owners. */
export const HubSection = ({ title, names, children }: HubSectionProps) => {
  const isRead = useHub((state) => state.settings !== null);
  return (
    isRead && (
      <Section title={title}>
        {children}
        <HubFields names={names} />
      </Section>
    )
  );
};
