import { useEffect, useState } from "react";
import { ProblemError } from "#client/errors.ts";
import type { PersonSession } from "#contract/session.ts";
import { api } from "../../state/api.ts";
import { useHub, useSession } from "../../state/hub.ts";

type Read = { session: PersonSession } | { error: unknown };

/** The session, read from the hub by itself where the overview left it out since it is closed for long. */
export const useSessionInView = (sessionId: string): Read | "reading" => {
  const known = useSession(sessionId);
  const isReady = useHub((state) => state.phase === "ready");
  const [read, setRead] = useState<{ of: string; found: Read } | null>(null);
  const isMissing = isReady && known === null;
  useEffect(() => {
    if (!isMissing) return;
    const control = new AbortController();
    api.call("personSession", { params: { id: sessionId }, signal: control.signal }).then(
      ({ session }) => setRead({ of: sessionId, found: { session } }),
      (error: unknown) => {
        if (!control.signal.aborted) setRead({ of: sessionId, found: { error } });
      },
    );
    return () => control.abort();
  }, [sessionId, isMissing]);
  if (known) return { session: known };
  return read?.of === sessionId ? read.found : "reading";
};

export const isGone = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;
