import { ListFilter, Search, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { stateWords } from "../../text/states.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import styles from "./FilterBar.module.css";
import { changeFilter, type Filter, noFilter, useFilter } from "./filter.ts";
import { sessionStates } from "./state-order.ts";

const menuOf = (filter: Filter): MenuGroups => [
  [
    { label: "All states", isChecked: filter.state === null, onSelect: () => changeFilter({ state: null }) },
    ...sessionStates.map((state) => ({
      label: stateWords[state],
      isChecked: filter.state === state,
      onSelect: () => changeFilter({ state: filter.state === state ? null : state }),
    })),
  ],
  [
    {
      label: "Show closed",
      isChecked: filter.showClosed,
      onSelect: () => changeFilter({ showClosed: !filter.showClosed }),
    },
    {
      label: "Show snoozed",
      isChecked: filter.showSnoozed,
      onSelect: () => changeFilter({ showSnoozed: !filter.showSnoozed }),
    },
  ],
];

/** Narrows the list by words, by state, and shows what is usually hidden. */
export const FilterBar = () => {
  const filter = useFilter();
  const field = useRef<HTMLInputElement>(null);
  const isNarrowed = filter.state !== null || filter.showClosed || filter.showSnoozed;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    if (filter.text === "") field.current?.blur();
    else changeFilter({ text: "" });
  };
  return (
    <search className={styles.bar}>
      <Search className={styles.icon} strokeWidth={1.7} aria-hidden />
      <input
        ref={field}
        className={styles.field}
        aria-label="Filter the list"
        placeholder="Filter"
        dir="auto"
        value={filter.text}
        onChange={(event) => changeFilter({ text: event.target.value })}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        data-filter
      />
      {(filter.text !== "" || isNarrowed) && (
        <IconButton label="Show all again" icon={<X strokeWidth={1.7} />} onClick={() => changeFilter(noFilter)} />
      )}
      <MenuButton groups={menuOf(filter)}>
        <button
          type="button"
          className={isNarrowed ? styles.narrowed : styles.choose}
          aria-label={isNarrowed ? "Choose what is shown (narrowed)" : "Choose what is shown"}
        >
          <ListFilter strokeWidth={1.7} />
        </button>
      </MenuButton>
    </search>
  );
};
