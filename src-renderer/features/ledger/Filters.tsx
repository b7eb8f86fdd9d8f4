import { X } from "lucide-react";
import { useMemo } from "react";
import type { AuditType } from "#contract/audit.ts";
import { filterLedger, type LedgerFilter, noFilter, readAllOfLedger } from "../../state/ledger.ts";
import { usePeople } from "../../state/people.ts";
import { type AuditGroup, auditGroups, auditWords } from "../../text/ledger.ts";
import { Button } from "../../ui/Button.tsx";
import { type Option, Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useMachineOptions, useSessionOptions } from "../rules/use-names.ts";
import styles from "./Ledger.module.css";

const everything: Option<string> = { value: "", label: "Everything" };

const typeOptions: readonly Option<string>[] = [
  everything,
  ...Object.entries(auditGroups).map(([group, { label }]) => ({ value: group, label })),
  ...Object.entries(auditWords)
    .map(([type, { label }]) => ({ value: type, label: `· ${label}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label)),
];

const typesOf = (value: string): readonly AuditType[] => {
  if (value === "") return [];
  return value in auditGroups ? auditGroups[value as AuditGroup].types : [value as AuditType];
};

/** The option that stands for these types. */
const valueOf = (types: readonly AuditType[]): string => {
  if (types.length < 2) return types[0] ?? "";
  const wanted = types.join(",");
  return Object.entries(auditGroups).find(([, group]) => group.types.join(",") === wanted)?.[0] ?? "";
};

/** What of the ledger is shown. */
export const Filters = ({ filter }: { filter: LedgerFilter }) => {
  const { data: people } = usePeople();
  const machines = useMachineOptions(filter.machine);
  const sessions = useSessionOptions(filter.session);
  const persons = useMemo(
    () =>
      (people ?? [])
        .map(({ id, name }) => ({ value: id, label: name }))
        .toSorted((a, b) => a.label.localeCompare(b.label)),
    [people],
  );
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(noFilter);
  return (
    <search className={styles.filters} aria-label="Filter the ledger">
      <Select
        label="What"
        value={valueOf(filter.types)}
        options={typeOptions}
        onChange={(value) => filterLedger({ types: typesOf(value) })}
      />
      <Select
        label="Person"
        value={filter.person}
        options={[{ value: "", label: "Anyone" }, ...persons]}
        onChange={(person) => filterLedger({ person })}
      />
      <Select
        label="Machine"
        value={filter.machine}
        options={[{ value: "", label: "Any machine" }, ...machines]}
        onChange={(machine) => filterLedger({ machine })}
      />
      <Select
        label="Discussion"
        value={filter.session}
        options={[{ value: "", label: "Any discussion" }, ...sessions]}
        onChange={(session) => filterLedger({ session })}
      />
      <TextField
        label="From"
        type="date"
        value={filter.from}
        max={filter.to || undefined}
        onChange={(from) => filterLedger({ from })}
      />
      <TextField
        label="To"
        type="date"
        value={filter.to}
        min={filter.from || undefined}
        onChange={(to) => filterLedger({ to })}
      />
      {isFiltered && (
        <Button icon={<X size={15} strokeWidth={1.7} />} onClick={readAllOfLedger}>
          Show everything
        </Button>
      )}
    </search>
  );
};
