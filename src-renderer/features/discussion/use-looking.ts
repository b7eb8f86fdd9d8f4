import { useEffect, useState, useSyncExternalStore } from "react";

const subscribe = (listener: () => void) => {
  addEventListener("focus", listener);
  addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    removeEventListener("focus", listener);
    removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
};

/** Whether this window has the focus and is to be seen. */
const useWindowFocus = (): boolean =>
  useSyncExternalStore(subscribe, () => document.visibilityState === "visible" && document.hasFocus());

/** While a discussion opens its end may come into view for a frame: nobody has read it by that. */
const GLANCE_MS = 300;

/** Whether the end of the log is being looked at, and has been for a moment. */
export const useLooking = (isAtEnd: boolean): boolean => {
  const couldLook = useWindowFocus() && isAtEnd;
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    if (!couldLook) return;
    const timer = setTimeout(() => setSettled(true), GLANCE_MS);
    return () => {
      clearTimeout(timer);
      setSettled(false);
    };
  }, [couldLook]);
  return couldLook && isSettled;
};
