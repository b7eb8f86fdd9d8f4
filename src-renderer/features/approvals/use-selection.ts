import { useMemo, useState } from "react";
import type { Approval } from "#contract/approval.ts";

/** The approvals that are chosen to be decided together; one that ends is no longer among them. */
export const useSelection = (open: readonly Approval[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => open.filter(({ id }) => chosen.has(id)), [open, chosen]);
  const ids = useMemo(() => new Set(selected.map(({ id }) => id)), [selected]);
  const toggle = (some: readonly string[]) => {
    const isOn = some.every((id) => ids.has(id));
    setChosen(new Set(isOn ? [...ids].filter((id) => !some.includes(id)) : [...ids, ...some]));
  };
  return {
    selected,
    has: (some: readonly string[]) => some.every((id) => ids.has(id)),
    toggle,
    clear: () => setChosen(new Set()),
  };
};
