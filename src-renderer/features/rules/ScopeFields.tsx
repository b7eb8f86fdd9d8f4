import type { Role } from "#contract/role.ts";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Problems, RuleDraft } from "./draft.ts";
import styles from "./Rules.module.css";
import { kindOptions, useMachineOptions, useSessionOptions } from "./use-names.ts";

const roleOptions: readonly { value: Role | ""; label: string }[] = [
  { value: "", label: "Anyone, also the terminal itself" },
  { value: "operator", label: "An operator or owner" },
  { value: "owner", label: "An owner" },
];

interface ScopeFieldsProps {
  draft: RuleDraft;
  problems: Problems;
  /** An operator’s rules are for one session. */
  isSessionOnly: boolean;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** Where a rule counts; what is left open counts everywhere. */
export const ScopeFields = ({ draft, problems, isSessionOnly, onChange }: ScopeFieldsProps) => {
  const machines = useMachineOptions(draft.machineId);
  const sessions = useSessionOptions(draft.sessionId);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.groupTitle}>Where it counts</legend>
      <div className={styles.pair}>
        <Select
          label="Session"
          value={draft.sessionId}
          options={[{ value: "", label: isSessionOnly ? "Choose one" : "All sessions" }, ...sessions]}
          problem={problems.sessionId ?? null}
          onChange={(sessionId) => onChange({ sessionId })}
        />
        <Select
          label="Agents"
          value={draft.agentKind}
          options={[{ value: "", label: "All kinds" }, ...kindOptions]}
          onChange={(agentKind) => onChange({ agentKind })}
        />
        <Select
          label="Machine"
          value={draft.machineId}
          options={[{ value: "", label: "All machines" }, ...machines]}
          onChange={(machineId) => onChange({ machineId })}
        />
        <Select
          label="Only work for"
          value={draft.role}
          options={roleOptions}
          onChange={(role) => onChange({ role })}
        />
      </div>
      <TextField
        label="Folder, and all below it"
        value={draft.folder}
        placeholder="All folders"
        maxLength={4096}
        dir="ltr"
        spellCheck={false}
        problem={problems.folder ?? null}
        onChange={(folder) => onChange({ folder })}
      />
    </fieldset>
  );
};
