import { useState } from "react";
import { ProblemError } from "#client/errors.ts";
import { sayDecision } from "../../state/approvals.ts";
import { wordsFor } from "../../text/errors.ts";
import { announce } from "../../ui/announce.ts";

const doneWords = { allowed: "Allowed", denied: "Denied" } as const;

/** The hub's own sentence says what is wrong with a code. */
const problemOf = (error: unknown) => (error instanceof ProblemError && error.problem.detail) || wordsFor(error);

/** Sends words that decide an approval; they stay in the box until the hub took them. */
export const useDecision = (sessionId: string, onDone: (text: string) => void) => {
  const [problem, setProblem] = useState<{ text: string; words: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const say = async (text: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const approval = await sayDecision(sessionId, text);
      if (approval && (approval.state === "allowed" || approval.state === "denied"))
        announce(`${doneWords[approval.state]}: ${approval.summary}`);
      onDone(text);
    } catch (error) {
      setProblem({ text, words: problemOf(error) });
    }
    setBusy(false);
  };
  return { say, isBusy, problem };
};
