import type { Settings } from "#contract/settings.ts";
import { useHub } from "../../state/hub.ts";
import { Section } from "./Section.tsx";
import { SettingField } from "./SettingField.tsx";
import { useOverridden } from "./use-overridden.ts";

/** Some of the hub's settings. */
export const HubSection = ({ title, names }: { title: string; names: readonly (keyof Settings)[] }) => {
  const settings = useHub((state) => state.settings);
  const isOwner = useHub((state) => state.person?.role === "owner");
  const overridden = useOverridden();
  if (!settings) return null;
  return (
    <Section title={title} {...(isOwner ? {} : { note: "Only an owner of the hub can change these." })}>
      {names.map((name) => (
        <SettingField
          key={name}
          name={name}
          value={settings[name]}
          isOverridden={overridden.has(name)}
          mayChange={isOwner}
        />
      ))}
    </Section>
  );
};
