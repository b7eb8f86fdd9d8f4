import { useEffect, useState } from "react";
import type { Approval } from "#contract/approval.ts";
import type { NewRule, ToolInput, Verdict } from "#contract/rule.ts";
import { api } from "../../state/api.ts";

export interface Trial {
  verdict: Verdict | null;
  error: unknown;
  isAsking: boolean;
}

const DEBOUNCE_MS = 200;

/** What the rules, with one more, would say to a call; asked again a moment after something changed. */
export const useTrial = (approval: Approval, input: ToolInput, rule: NewRule | null): Trial => {
  const body = JSON.stringify(
    rule === null ? null : { tool: approval.tool, input, sessionId: approval.sessionId, rules: [rule] },
  );
  const [trial, setTrial] = useState<Trial & { body: string | null }>({
    verdict: null,
    error: null,
    isAsking: true,
    body: null,
  });
  useEffect(() => {
    if (body === "null") return undefined;
    const aim = new AbortController();
    const ask = async () => {
      try {
        const verdict = await api.call("tryRules", { body: JSON.parse(body), signal: aim.signal });
        setTrial({ verdict, error: null, isAsking: false, body });
      } catch (error) {
        if (!aim.signal.aborted) setTrial({ verdict: null, error, isAsking: false, body });
      }
    };
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      aim.abort();
    };
  }, [body]);
  return { ...trial, isAsking: trial.body !== body };
};
