let last: HTMLElement | null = null;

const onFocus = (event: FocusEvent) => {
  const target = event.target;
  if (target instanceof HTMLElement && !target.closest('[role="dialog"], [role="menu"]')) last = target;
};

/** Remembers what had the focus before a menu or dialog took it; returns the way to stop. */
export const watchFocus = (): (() => void) => {
  document.addEventListener("focusin", onFocus);
  return () => {
    document.removeEventListener("focusin", onFocus);
    last = null;
  };
};

/** Gives the focus back: a dialog that a menu's item opened would otherwise give it to that item, which is gone. */
export const giveFocusBack = (event: Event): void => {
  event.preventDefault();
  if (last?.isConnected) last.focus();
};
