import { useId } from "react";
import type { Effect } from "#contract/rule.ts";
import { type MatchKind, matchWords, ruleEffectHelp, ruleEffectWords } from "../../text/rules.ts";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Problems, RuleDraft } from "./draft.ts";
import styles from "./Rules.module.css";

const effectSegments: readonly Segment<Effect>[] = (["allow", "ask", "deny"] as const).map((value) => ({
  value,
  label: ruleEffectWords[value],
}));

const matchOptions = (["command", "path", "exact", "none"] as const).map((value) => ({
  value,
  label: matchWords[value].label,
}));

const examples: Record<MatchKind, string> = {
  command: "npm test **",
  path: "/home/me/project/src/**",
  exact: "",
  none: "",
};

interface CallFieldsProps {
  draft: RuleDraft;
  problems: Problems;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** What a rule says, and to which calls. */
export const CallFields = ({ draft, problems, onChange }: CallFieldsProps) => {
  const id = useId();
  return (
    <>
      <div>
        <p id={id} className={styles.legend}>
          What it says
        </p>
        <Segmented
          name={`effect-${id}`}
          labelledBy={id}
          describedBy={`${id}-help`}
          segments={effectSegments}
          value={draft.effect}
          onChange={(effect) => onChange({ effect })}
        />
        <p id={`${id}-help`} className={styles.help}>
          {ruleEffectHelp[draft.effect]}
        </p>
      </div>
      <div className={styles.pair}>
        <TextField
          label="Tool"
          value={draft.tool}
          maxLength={200}
          dir="ltr"
          spellCheck={false}
          problem={problems.tool ?? null}
          help="As the agent names it, such as Bash; * stands for any characters, alone for all tools."
          onChange={(tool) => onChange({ tool })}
        />
        <Select
          label="Which calls"
          value={draft.matchKind}
          options={matchOptions}
          onChange={(matchKind) => onChange({ matchKind })}
        />
      </div>
      {draft.matchKind !== "none" && (
        <TextArea
          label={matchWords[draft.matchKind].label}
          value={draft.match}
          isCode
          placeholder={examples[draft.matchKind]}
          help={matchWords[draft.matchKind].help}
          problem={problems.match ?? null}
          onChange={(match) => onChange({ match })}
        />
      )}
    </>
  );
};
