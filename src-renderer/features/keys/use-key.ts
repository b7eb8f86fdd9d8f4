import { useEffect, useRef } from "react";
import type { Combo } from "../../ui/combo.ts";
import { type KeyGroup, keyRegistry } from "./registry.ts";

/**
 * Binds a key while the component is drawn, and puts it on the `?` sheet: `useKey("r", "Reply", focusCompose)`. Keys
 * without ⌘ or Ctrl rest while the person types and while a dialog or menu is open.
 */
export const useKey = (
  combo: Combo,
  label: string,
  run: (key: string) => void,
  { when = () => true, group = "Everywhere" }: { when?: () => boolean; group?: KeyGroup } = {},
): void => {
  const latest = useRef({ run, when });
  useEffect(() => {
    latest.current = { run, when };
  });
  useEffect(
    () =>
      keyRegistry.add({
        combo,
        label,
        group,
        run: (key) => latest.current.run(key),
        when: () => latest.current.when(),
      }),
    [combo, label, group],
  );
};
