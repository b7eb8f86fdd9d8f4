import { useEffect, useState } from "react";

const SHOWN_MS = 2_500;

/** The message that was asked for, for a moment. */
export const useFlash = (focusSeq: number | null): number | null => {
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    if (focusSeq === null) return;
    const timer = setTimeout(() => setShown(focusSeq), SHOWN_MS);
    return () => {
      clearTimeout(timer);
      setShown(null);
    };
  }, [focusSeq]);
  return focusSeq === shown ? null : focusSeq;
};
