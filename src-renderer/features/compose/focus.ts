let focus: (() => void) | null = null;

/** The box to reply in says how it takes the focus; returns the way to take that back. */
export const offerFocus = (take: () => void): (() => void) => {
  focus = take;
  return () => {
    if (focus === take) focus = null;
  };
};

/** Puts the cursor into the box to reply in. */
export const focusCompose = (): void => focus?.();
