import { CircleSlash, Ellipsis, Pencil, RotateCcw } from "lucide-react";
import { useCallback } from "react";
import type { Rule } from "#contract/rule.ts";
import { api } from "../../state/api.ts";
import { attempt } from "../../state/attempt.ts";
import { selectSession } from "../../state/hub.ts";
import { formatAgo, formatFull, useTimeText } from "../../state/now.ts";
import { endedWords, scopeWords, type ScopeNames, untilWords, usesWords } from "../../text/rules.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { MenuButton, type MenuGroups } from "../../ui/Menu.tsx";
import { RowItem } from "../../ui/Rows.tsx";
import { PlainText } from "../markdown/PlainText.tsx";
import { EffectMark, RuleMatchWords, WideNote } from "./RuleWords.tsx";
import styles from "./Rules.module.css";

const stroke = { strokeWidth: 1.7 } as const;

const Ago = ({ lead, at }: { lead: string; at: string }) => (
  <span title={formatFull(at)}>
    {lead} {useTimeText(useCallback((now) => formatAgo(at, now), [at]))}
  </span>
);

const showApproval = (id: string) =>
  attempt("Could not show it", async () => {
    const { approval } = await api.call("personApproval", { params: { id } });
    selectSession(approval.sessionId, approval.messageSeq);
  });

/** Who made it, and from what. */
const Origin = ({ rule }: { rule: Rule }) => (
  <>
    made by <PlainText>{rule.madeBy.name}</PlainText> <Ago lead="" at={rule.createdAt} />
    {rule.fromApproval !== null && (
      <>
        {", "}
        <button type="button" className={styles.link} onClick={() => void showApproval(rule.fromApproval ?? "")}>
          from an approval
        </button>
      </>
    )}
  </>
);

const Facts = ({ rule, names }: { rule: Rule; names: ScopeNames }) => {
  const scope = scopeWords(rule.scope, names);
  const until = untilWords(rule.until);
  return (
    <>
      <p className={styles.scope}>
        <PlainText>{scope.length === 0 ? "everywhere" : scope.join(", ")}</PlainText>
        {rule.endedAt === null && until !== null && <>, {until}</>}
      </p>
      <p>
        {usesWords(rule)}
        {rule.lastUsedAt !== null && <Ago lead=", last" at={rule.lastUsedAt} />}
        {" · "}
        <Origin rule={rule} />
      </p>
      {rule.endedAt !== null && (
        <p>
          <Ago lead="ended" at={rule.endedAt} />
          {rule.endedWhy !== null && `: ${endedWords[rule.endedWhy]}`}
        </p>
      )}
      {rule.note !== null && (
        <p className={styles.note}>
          <PlainText>{rule.note}</PlainText>
        </p>
      )}
    </>
  );
};

export interface RuleActs {
  edit: (rule: Rule) => void;
  end: (rule: Rule) => void;
  again: (rule: Rule) => void;
}

const menuOf = (rule: Rule, acts: RuleActs): MenuGroups =>
  rule.endedAt === null
    ? [
        [{ label: "Edit…", icon: <Pencil {...stroke} />, onSelect: () => acts.edit(rule) }],
        [{ label: "End", tone: "danger", icon: <CircleSlash {...stroke} />, onSelect: () => acts.end(rule) }],
      ]
    : [[{ label: "Make it again…", icon: <RotateCcw {...stroke} />, onSelect: () => acts.again(rule) }]];

/** One rule of the list. Without `acts` it can only be read. */
export const RuleRow = ({ rule, names, acts }: { rule: Rule; names: ScopeNames; acts: RuleActs | null }) => (
  <RowItem
    name={
      <>
        <EffectMark effect={rule.effect} />
        <RuleMatchWords rule={rule} />
      </>
    }
    facts={
      <>
        <Facts rule={rule} names={names} />
        {rule.endedAt === null && <WideNote rule={rule} />}
      </>
    }
    acts={
      acts && (
        <MenuButton groups={menuOf(rule, acts)}>
          <IconButton label={`Menu of the rule ${rule.tool}`} icon={<Ellipsis {...stroke} />} />
        </MenuButton>
      )
    }
  />
);
