import { Plus, Scale, TriangleAlert } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import type { Rule } from "#contract/rule.ts";
import { attempt } from "../../state/attempt.ts";
import { useHub } from "../../state/hub.ts";
import { useIsOwner, useIsViewer } from "../../state/role.ts";
import { endRule, makeRule, readRulesAgain, useRules } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { noParserWords } from "../../text/rules.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { PlacePage } from "../../ui/PlacePage.tsx";
import { Rows } from "../../ui/Rows.tsx";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { showToast } from "../../ui/toast.ts";
import { againOf } from "./draft.ts";
import { rulesWith } from "./filter.ts";
import { RuleDialog, type RuleDialogOf } from "./RuleDialog.tsx";
import { type RuleActs, RuleRow } from "./RuleRow.tsx";
import styles from "./Rules.module.css";
import { Templates } from "./Templates.tsx";
import { TryBox } from "./TryBox.tsx";
import { useScopeNames } from "./use-names.ts";

type Tab = "standing" | "ended" | "templates" | "try";

const tabs: readonly Segment<Tab>[] = [
  { value: "standing", label: "In force" },
  { value: "ended", label: "Ended" },
  { value: "templates", label: "Templates" },
  { value: "try", label: "Try" },
];

const end = async (rule: Rule) => {
  if (!(await attempt("Could not end it", () => endRule(rule.id)))) return;
  const again = () => void attempt("Could not make it again", () => makeRule(againOf(rule)));
  showToast("The rule is ended.", { action: { label: "Undo", run: again } });
};

const MOST_AT_FIRST = 200;

const mayChange = (rule: Rule, isOwner: boolean) =>
  isOwner || (rule.scope?.sessionId !== undefined && rule.until === "session");

const None = ({ which, isFiltered }: { which: "standing" | "ended"; isFiltered: boolean }) => (
  <EmptyState
    icon={<Scale strokeWidth={1.7} />}
    title={isFiltered ? "No rule fits" : which === "ended" ? "No rule has ended yet" : "There is no rule yet"}
  >
    {!isFiltered && which === "standing" && (
      <p>Every approval asks a person. Allow one with a rule, begin with a template, or write a rule here.</p>
    )}
  </EmptyState>
);

const RuleList = ({ which, open }: { which: "standing" | "ended"; open: (of: RuleDialogOf) => void }) => {
  const { data, error } = useRules(which);
  const [text, setText] = useState("");
  const [isAll, setAll] = useState(false);
  const names = useScopeNames();
  const isOwner = useIsOwner();
  const isViewer = useIsViewer();
  const shown = useDeferredValue(text);
  if (data === null)
    return error === null ? (
      <Skeleton lines={8} />
    ) : (
      <Failure title="The rules can’t be read right now" words={wordsFor(error)} onRetry={readRulesAgain} />
    );
  const acts: RuleActs = {
    edit: (rule) => open({ type: "edit", rule }),
    end: (rule) => void end(rule),
    again: (rule) => open({ type: "new", from: againOf(rule) }),
  };
  const found = rulesWith(data.items, shown, names);
  const first = isAll ? found : found.slice(0, MOST_AT_FIRST);
  return (
    <>
      {!data.shellParser.isLoaded && (
        <p className={styles.notice} role="status">
          <TriangleAlert strokeWidth={1.7} aria-hidden />
          <span>{noParserWords}</span>
        </p>
      )}
      {data.items.length > 4 && <TextField label="Filter" type="search" value={text} onChange={setText} />}
      {found.length === 0 ? (
        <None which={which} isFiltered={data.items.length > 0} />
      ) : (
        <Rows label={which === "ended" ? "Ended rules" : "Rules in force"}>
          {first.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              names={names}
              acts={!isViewer && mayChange(rule, isOwner) ? acts : null}
            />
          ))}
        </Rows>
      )}
      {first.length < found.length && (
        <Button onClick={() => setAll(true)}>Show {found.length - first.length} more</Button>
      )}
    </>
  );
};

const notes = {
  owner: "Standing answers to approvals. Deny goes before ask, and ask before allow.",
  operator: "Standing answers to approvals. You can make rules that are for one session and end with it.",
  viewer: "Standing answers to approvals. An owner or operator makes them.",
} as const;

/** Rules: which there are, what they would say, and templates to start from. */
export const RulesPage = () => {
  const role = useHub((state) => state.person?.role ?? null);
  const id = useId();
  const [tab, setTab] = useState<Tab>("standing");
  const [dialog, setDialog] = useState<RuleDialogOf | null>(null);
  const isViewer = role === "viewer";
  const shown = isViewer ? tabs.filter(({ value }) => value === "standing" || value === "ended") : tabs;
  return (
    <PlacePage
      title="Rules"
      note={role !== null && notes[role]}
      action={
        role !== null &&
        !isViewer && (
          <Button
            tone="primary"
            icon={<Plus size={15} strokeWidth={1.7} />}
            onClick={() => setDialog({ type: "new", from: null })}
          >
            New rule
          </Button>
        )
      }
    >
      <span id={id} hidden>
        What is shown
      </span>
      <Segmented name="rules-tab" labelledBy={id} segments={shown} value={tab} onChange={setTab} />
      {role !== null && (tab === "standing" || tab === "ended") && <RuleList key={tab} which={tab} open={setDialog} />}
      {role !== null && tab === "templates" && <Templates />}
      {role !== null && tab === "try" && <TryBox />}
      {dialog && <RuleDialog of={dialog} onClose={() => setDialog(null)} />}
    </PlacePage>
  );
};
