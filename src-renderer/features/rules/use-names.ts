import { useMemo } from "react";
import { agentKinds, kindOf } from "#contract/agent-kinds.ts";
import { useHub } from "../../state/hub.ts";
import type { ScopeNames } from "../../text/rules.ts";
import type { Option } from "../../ui/Select.tsx";

/** Names of machines, sessions and kinds of agents, for scopes. */
export const useScopeNames = (): ScopeNames => {
  const machines = useHub((state) => state.machines);
  const sessions = useHub((state) => state.sessions);
  return useMemo(
    () => ({
      machine: (id) => machines[id]?.name ?? null,
      session: (id) => sessions[id]?.title ?? null,
      kind: (kind) => kindOf(kind).label,
    }),
    [machines, sessions],
  );
};

export const kindOptions: readonly Option<string>[] = Object.entries(agentKinds).map(([value, { label }]) => ({
  value,
  label,
}));

/** The machines by name; a chosen one that is gone keeps its place. */
export const useMachineOptions = (chosen = ""): readonly Option<string>[] => {
  const machines = useHub((state) => state.machines);
  return useMemo(() => {
    const options = Object.values(machines)
      .map(({ id, name }) => ({ value: id, label: name }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
    const isGone = chosen !== "" && !machines[chosen];
    return isGone ? [...options, { value: chosen, label: "A machine that is gone" }] : options;
  }, [machines, chosen]);
};

const short = (title: string) => (title.length > 70 ? `${title.slice(0, 69).toWellFormed()}…` : title);

/** The sessions, last active first, those that are closed at the end; a chosen one that is gone keeps its place. */
export const useSessionOptions = (chosen = ""): readonly Option<string>[] => {
  const sessions = useHub((state) => state.sessions);
  return useMemo(() => {
    const options = Object.values(sessions)
      .toSorted(
        (a, b) => Number(a.state === "closed") - Number(b.state === "closed") || b.updatedAt.localeCompare(a.updatedAt),
      )
      .map(({ id, title, machine, state }) => ({
        value: id,
        label: `${short(title)} · ${machine.name}${state === "closed" ? " · closed" : ""}`,
      }));
    const isGone = chosen !== "" && !sessions[chosen];
    return isGone ? [...options, { value: chosen, label: "A session that is not in the list" }] : options;
  }, [sessions, chosen]);
};
