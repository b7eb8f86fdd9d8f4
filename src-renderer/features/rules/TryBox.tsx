import { useEffect, useId, useState } from "react";
import type { NewRule, Verdict } from "#contract/rule.ts";
import { useSession } from "../../state/hub.ts";
import { tryRules } from "../../state/rules.ts";
import { wordsFor } from "../../text/errors.ts";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Rules.module.css";
import { emptyTry, readTry, shellToolOf, type TryDraft } from "./try.ts";
import { TryResult } from "./TryResult.tsx";
import { useSessionOptions } from "./use-names.ts";

const kinds: readonly Segment<TryDraft["kind"]>[] = [
  { value: "command", label: "A command" },
  { value: "tool", label: "Another tool" },
];

const PAUSE_MS = 250;

type Answer = { verdict: Verdict } | { failure: string };

/** Asks the hub a moment after the last change; the answer to what stood there before is dropped. */
const useAnswer = (asked: string | null): Answer | null => {
  const [answer, setAnswer] = useState<{ of: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (asked === null) return undefined;
    const aim = new AbortController();
    const put = (given: Answer) => !aim.signal.aborted && setAnswer({ of: asked, answer: given });
    const ask = async () => {
      try {
        put({ verdict: await tryRules(JSON.parse(asked), aim.signal) });
      } catch (error) {
        put({ failure: wordsFor(error) });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aim.abort();
    };
  }, [asked]);
  return answer !== null && answer.of === asked ? answer.answer : null;
};

interface CallToTryProps {
  draft: TryDraft;
  problem: string | null;
  change: (part: Partial<TryDraft>) => void;
}

const CallToTry = ({ draft, problem, change }: CallToTryProps) =>
  draft.kind === "command" ? (
    <TextArea
      label="Command"
      isCode
      value={draft.command}
      placeholder="Paste a command; nothing runs"
      maxLength={65_536}
      onChange={(command) => change({ command })}
    />
  ) : (
    <>
      <TextField
        label="Tool"
        dir="ltr"
        spellCheck={false}
        value={draft.tool}
        maxLength={200}
        placeholder="Write"
        onChange={(name) => change({ tool: name })}
      />
      <TextArea
        label="Its input, as JSON"
        isCode
        rows={3}
        value={draft.input}
        problem={problem}
        onChange={(input) => change({ input })}
      />
    </>
  );

interface TryBoxProps {
  /** A rule that is not there yet and is tried as if it were. */
  extra?: NewRule;
  /** The session that the rule is for; chosen here when left out. */
  sessionId?: string;
  tool?: string;
}

/** What would happen to this command? Nothing runs, and nothing is kept. */
export const TryBox = ({ extra, sessionId, tool = "" }: TryBoxProps) => {
  const id = useId();
  const [draft, setDraft] = useState<TryDraft>({ ...emptyTry, tool });
  const change = (part: Partial<TryDraft>) => setDraft((now) => ({ ...now, ...part }));
  const chosen = sessionId === undefined || sessionId === "" ? draft.sessionId : sessionId;
  const session = useSession(chosen === "" ? null : chosen);
  const sessions = useSessionOptions(chosen);
  const read = readTry({ ...draft, sessionId: chosen }, shellToolOf(session?.agent.kind ?? null));
  const asked = "request" in read ? JSON.stringify({ ...read.request, ...(extra ? { rules: [extra] } : {}) }) : null;
  const answer = useAnswer(asked);
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.panelTitle}>
        {extra ? "Try it with this rule" : "What would happen?"}
      </h2>
      <div className={styles.bar}>
        <Segmented
          name={`kind-${id}`}
          labelledBy={id}
          segments={kinds}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
        />
      </div>
      <CallToTry draft={draft} problem={"problem" in read ? read.problem : null} change={change} />
      {!sessionId && (
        <Select
          label="As if asked in"
          value={draft.sessionId}
          options={[{ value: "", label: "No session: rules that count everywhere" }, ...sessions]}
          onChange={(value) => change({ sessionId: value })}
        />
      )}
      <div aria-live="polite">
        {answer && "verdict" in answer && <TryResult verdict={answer.verdict} />}
        {answer && "failure" in answer && <p className={styles.failure}>{answer.failure}</p>}
      </div>
    </section>
  );
};
