import { type ComponentProps, type KeyboardEvent, useState } from "react";
import type { Settings } from "#contract/settings.ts";
import { api } from "../../state/api.ts";
import { attempt } from "../../state/attempt.ts";
import { wordsFor } from "../../text/errors.ts";
import { overriddenWords, type SettingWords, settingWords } from "../../text/settings.ts";
import { announce } from "../../ui/announce.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { readDraft, toDraft } from "./draft.ts";
import { Row } from "./Section.tsx";
import styles from "./SettingField.module.css";

const save = async (name: keyof Settings, value: unknown) => {
  await api.call("changeSettings", { body: { [name]: value } });
  announce(`${settingWords[name].label}: saved.`);
};

interface DraftFieldProps {
  id: string;
  name: keyof Settings;
  value: Settings[keyof Settings];
  words: SettingWords;
  isDisabled: boolean;
}

const unitOf = ({ control }: SettingWords) => (control.type === "number" ? control.unit : undefined);

/** What is typed counts when the field is left, or with Enter; Esc takes it back. */
const useDraft = ({ name, value, words }: DraftFieldProps) => {
  const [draft, setDraft] = useState(toDraft(value));
  const [shown, setShown] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  const put = (text: string) => {
    setDraft(text);
    setProblem(null);
  };
  if (toDraft(shown) !== toDraft(value)) {
    setShown(value);
    put(toDraft(value));
  }
  const commit = async () => {
    const read = readDraft(draft, words.control);
    if ("problem" in read) return setProblem(read.problem);
    if (toDraft(read.value) === toDraft(value)) return put(toDraft(value));
    try {
      await save(name, read.value);
      return setProblem(null);
    } catch (error) {
      return setProblem(wordsFor(error));
    }
  };
  return { draft, put, problem, commit, reset: () => put(toDraft(value)) };
};

const DraftField = (props: DraftFieldProps) => {
  const { id, words, isDisabled } = props;
  const { draft, put, problem, commit, reset } = useDraft(props);
  const isLines = words.control.type === "lines";
  const unit = unitOf(words);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !isLines) void commit();
    if (event.key === "Escape") reset();
  };
  const shared: ComponentProps<"input"> & ComponentProps<"textarea"> = {
    value: draft,
    onChange: (event: { target: { value: string } }) => put(event.target.value),
    onBlur: () => void commit(),
    onKeyDown,
    disabled: isDisabled,
    spellCheck: false,
    id: `${id}-field`,
    "aria-describedby": `${unit === undefined ? "" : `${id}-unit `}${id}-help${problem === null ? "" : ` ${id}-problem`}`,
    "aria-invalid": problem !== null || undefined,
  };
  return (
    <div className={isLines ? styles.lines : styles.field}>
      {isLines ? (
        <textarea {...shared} className={styles.input} rows={2} dir="ltr" />
      ) : (
        <input
          {...shared}
          className={words.control.type === "number" ? styles.number : styles.input}
          inputMode={words.control.type === "number" ? "numeric" : "text"}
          dir="auto"
          autoComplete="off"
        />
      )}
      {unit !== undefined && (
        <span id={`${id}-unit`} className={styles.unit}>
          {unit}
        </span>
      )}
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
};

/** One setting of the hub. */
export const SettingField = ({
  name,
  value,
  isOverridden,
}: {
  name: keyof Settings;
  value: Settings[keyof Settings];
  isOverridden: boolean;
}) => {
  const words = settingWords[name];
  const id = `setting-${name}`;
  const extra = isOverridden && (
    <Chip className={styles.overridden} title={overriddenWords}>
      Set from outside
    </Chip>
  );
  const help = isOverridden ? `${words.help} ${overriddenWords}` : words.help;
  return (
    <Row
      id={id}
      label={words.label}
      help={help}
      extra={extra}
      isWide={words.control.type === "lines"}
      {...(words.control.type === "switch" ? {} : { fieldId: `${id}-field` })}
    >
      {typeof value === "boolean" ? (
        <Switch
          isOn={value}
          isDisabled={isOverridden}
          labelledBy={id}
          describedBy={`${id}-help`}
          onChange={(isOn) => void attempt("Could not change it", () => save(name, isOn))}
        />
      ) : (
        <DraftField id={id} name={name} value={value} words={words} isDisabled={isOverridden} />
      )}
    </Row>
  );
};
