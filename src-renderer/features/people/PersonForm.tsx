import { type FormEvent, useId, useState } from "react";
import type { Member, NewMember } from "#contract/people.ts";
import type { Role } from "#contract/role.ts";
import { wordsFor } from "../../text/errors.ts";
import { roleWords, sightWords } from "../../text/people.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { DiscussionPicker } from "./DiscussionPicker.tsx";
import styles from "./People.module.css";

const roleSegments: readonly Segment<Role>[] = (["viewer", "operator", "owner"] as const).map((value) => ({
  value,
  label: roleWords[value].label,
}));

const sightSegments: readonly Segment<Member["sees"]>[] = (["all", "named"] as const).map((value) => ({
  value,
  label: sightWords[value].label,
}));

type Form = Required<NewMember>;

export const emptyForm: Form = { name: "", role: "viewer", sees: "all", narrowings: [] };

interface ChoiceProps<V extends string> {
  label: string;
  help: string;
  segments: readonly Segment<V>[];
  value: V;
  onChange: (value: V) => void;
}

const Choice = <V extends string>({ label, help, segments, value, onChange }: ChoiceProps<V>) => {
  const id = useId();
  return (
    <div>
      <p id={id} className={styles.legend}>
        {label}
      </p>
      <Segmented
        name={`choice-${id}`}
        labelledBy={id}
        describedBy={`${id}-help`}
        segments={segments}
        value={value}
        onChange={onChange}
      />
      <p id={`${id}-help`} className={styles.help}>
        {help}
      </p>
    </div>
  );
};

/** An owner sees everything, so there is nothing to choose. */
const sentOf = (form: Form): Form => (form.role === "owner" ? { ...form, sees: "all", narrowings: [] } : form);

interface PersonFormProps {
  begin: Form;
  confirm: string;
  onCancel: () => void;
  /** What it throws is said in the form. */
  onSave: (form: Form) => Promise<void>;
}

const usePersonForm = ({ begin, onSave }: PersonFormProps) => {
  const [form, setForm] = useState(begin);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Form>) => {
    setForm((now) => ({ ...now, ...part }));
    setProblem(null);
    setFailure(null);
  };
  const save = async () => {
    if (form.name.trim() === "") return setProblem("Say what the person is called.");
    setBusy(true);
    try {
      await onSave(sentOf(form));
    } catch (error) {
      setFailure(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };
  return { form, change, problem, failure, isBusy, save };
};

/** Name, role and discussions of a person. */
export const PersonForm = (props: PersonFormProps) => {
  const { form, change, problem, failure, isBusy, save } = usePersonForm(props);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label="Name"
        value={form.name}
        maxLength={80}
        problem={problem}
        onChange={(name) => change({ name })}
      />
      <Choice
        label="Role"
        help={roleWords[form.role].help}
        segments={roleSegments}
        value={form.role}
        onChange={(role) => change({ role })}
      />
      {form.role !== "owner" && (
        <>
          <Choice
            label="Discussions"
            help={sightWords[form.sees].help}
            segments={sightSegments}
            value={form.sees}
            onChange={(sees) => change({ sees, narrowings: [] })}
          />
          <DiscussionPicker
            key={form.sees}
            person={form}
            narrowings={form.narrowings}
            onChange={(narrowings) => change({ narrowings })}
          />
        </>
      )}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Dialog.Actions>
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button tone="primary" type="submit" isBusy={isBusy}>
          {props.confirm}
        </Button>
      </Dialog.Actions>
    </form>
  );
};
