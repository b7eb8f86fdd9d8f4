import type { ReactNode } from "react";
import type { Settings } from "#contract/settings.ts";
import { useHub } from "../../state/hub.ts";
import { useIsOwner } from "../../state/role.ts";
import { Section } from "./Section.tsx";
import { SettingField } from "./SettingField.tsx";
import { useSettingsAnswer } from "./use-settings-answer.ts";

interface HubSectionProps {
  title: string;
  names: readonly (keyof Settings)[];
  /** Rows above the settings. */
  children?: ReactNode;
}

/** Some of the hub's settings. */
export const HubSection = ({ title, names, children }: HubSectionProps) => {
  const settings = useHub((state) => state.settings);
  const isOwner = useIsOwner();
  const overridden = useSettingsAnswer()?.overridden ?? [];
  if (!settings) return null;
  return (
    <Section title={title} {...(isOwner ? {} : { note: "Only an owner of the hub can change these." })}>
      {children}
      {names.map((name) => (
        <SettingField
          key={name}
          name={name}
          value={settings[name]}
          isOverridden={overridden.includes(name)}
          mayChange={isOwner}
        />
      ))}
    </Section>
  );
};
