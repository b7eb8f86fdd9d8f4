interface Need {
  sessionId: string;
  messageSeq: number | null;
}

/** Goes through the sessions that need someone, one at each call, and from the last to the first again; null without any. */
export const createNeedCycle = (needs: () => readonly Need[]): (() => Need | null) => {
  // Where the one shown last stood, for when it needs nobody any more.
  let last: { sessionId: string; index: number } | null = null;
  return () => {
    const current = needs();
    const stands = current.findIndex(({ sessionId }) => sessionId === last?.sessionId);
    const index = stands >= 0 ? stands + 1 : (last?.index ?? 0);
    const need = current[index] ?? current[0] ?? null;
    last = need && { sessionId: need.sessionId, index: current.indexOf(need) };
    return need && { sessionId: need.sessionId, messageSeq: need.messageSeq };
  };
};
