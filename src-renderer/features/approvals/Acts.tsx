import { type ReactNode, useState } from "react";
import type { Approval, DecisionRequest } from "#contract/approval.ts";
import { useHub } from "../../state/hub.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./ApprovalCard.module.css";
import { AskAgain } from "./AskAgain.tsx";
import { DenyNote } from "./DenyNote.tsx";
import { dangersOf } from "./danger.ts";
import { type AllowWay, requests } from "./decide.ts";
import { EditDialog } from "./EditDialog.tsx";
import { ruleWords } from "./outcome.ts";
import { RuleDialog } from "./RuleDialog.tsx";

export interface ActsProps {
  approval: Approval;
  isSending: boolean;
  /** The whole call was shown. */
  isWhole: boolean;
  onShowAll: () => void;
  onDecide: (request: DecisionRequest, from: HTMLElement | null) => void;
}

/** What stands in place of the buttons, or over the page. */
type Mode = { type: "again"; way: AllowWay } | { type: "note" } | { type: "rule" } | { type: "edit" } | null;

const firstShow = "All of the call is shown now: look at it, then allow it.";

interface ButtonsProps extends Omit<ActsProps, "onDecide" | "onShowAll"> {
  onAllow: (way: AllowWay, from: HTMLElement) => void;
  onDeny: (from: HTMLElement) => void;
  onMode: (mode: Mode) => void;
}

const More = ({ approval, isSending, onMode }: Pick<ButtonsProps, "approval" | "isSending" | "onMode">) => {
  const more = (label: string, mode: Mode): ReactNode => (
    <Button size="s" tone="quiet" disabled={isSending} onClick={() => onMode(mode)}>
      {label}
    </Button>
  );
  return (
    <div className={styles.more}>
      {more("Allow with a rule…", { type: "rule" })}
      {approval.takes.note && more("Deny with a note…", { type: "note" })}
      {approval.takes.input && more("Change it, then allow…", { type: "edit" })}
    </div>
  );
};

const Buttons = ({ approval, isSending, isWhole, onAllow, onDeny, onMode }: ButtonsProps) => {
  const [narrowest] = approval.suggestions;
  return (
    <>
      <div className={styles.acts}>
        <Button
          data-act="allow"
          className={styles.allow}
          isBusy={isSending}
          onClick={({ currentTarget }) => onAllow("once", currentTarget)}
        >
          {isWhole ? "Allow once" : "Show all, then allow"}
        </Button>
        {narrowest && isWhole && (
          <Button
            data-act="session"
            isBusy={isSending}
            title={`Makes a rule that ends with the session: ${ruleWords(narrowest)}`}
            onClick={({ currentTarget }) => onAllow("session", currentTarget)}
          >
            Always in this session
          </Button>
        )}
        <Button data-act="deny" tone="danger" isBusy={isSending} onClick={({ currentTarget }) => onDeny(currentTarget)}>
          Deny
        </Button>
        <span className={styles.keys} aria-hidden>
          <Kbd combo="a" /> allow <Kbd combo="d" /> deny
        </span>
      </div>
      <More approval={approval} isSending={isSending} onMode={onMode} />
    </>
  );
};

interface DialogsProps {
  mode: Mode;
  approval: Approval;
  dangers: readonly string[];
  onClose: () => void;
  onDecide: (request: DecisionRequest) => void;
}

const Dialogs = ({ mode, approval, dangers, onClose, onDecide }: DialogsProps) => {
  if (mode?.type === "edit")
    return (
      <EditDialog approval={approval} onClose={onClose} onAllow={(input) => onDecide({ decision: "allow", input })} />
    );
  if (mode?.type !== "rule") return null;
  return (
    <RuleDialog
      approval={approval}
      dangers={dangers}
      onClose={onClose}
      onAllow={(remember) => onDecide({ decision: "allow", remember })}
    />
  );
};

/** The ways to decide. Nothing is allowed that was not shown whole, and what is dangerous is asked about once more. */
export const Acts = ({ approval, isSending, isWhole, onShowAll, onDecide }: ActsProps) => {
  const [mode, setMode] = useState<Mode>(null);
  const isAway = useHub((state) => state.connection === "away");
  const dangers = dangersOf(approval);
  const back = () => setMode(null);
  const showFirst = () => {
    onShowAll();
    announce(firstShow);
  };
  const allow = (way: AllowWay, from: HTMLElement) => {
    if (!isWhole) showFirst();
    else if (dangers.length > 0) setMode({ type: "again", way });
    else onDecide(requests[way], from);
  };
  const open = (next: Mode) => {
    if (!isWhole && next?.type === "rule") showFirst();
    else setMode(next);
  };
  const isBusy = isSending || isAway;
  const close = (request: DecisionRequest) => {
    back();
    onDecide(request, null);
  };
  return (
    <>
      {mode?.type === "again" && (
        <AskAgain
          dangers={dangers}
          rule={mode.way === "session" ? (approval.suggestions[0] ?? null) : null}
          isSending={isSending}
          onBack={back}
          onAllow={(from) => onDecide(requests[mode.way], from)}
        />
      )}
      {mode?.type === "note" && (
        <DenyNote
          isSending={isSending}
          onBack={back}
          onDeny={(note, from) => onDecide({ decision: "deny", note }, from)}
        />
      )}
      {(mode === null || mode.type === "rule" || mode.type === "edit") && (
        <Buttons
          approval={approval}
          isSending={isBusy}
          isWhole={isWhole}
          onAllow={allow}
          onDeny={(from) => onDecide({ decision: "deny" }, from)}
          onMode={open}
        />
      )}
      <Dialogs mode={mode} approval={approval} dangers={dangers} onClose={back} onDecide={close} />
    </>
  );
};
