/** The event object that Electron hands to a listener which may prevent what comes next. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes such an event, with the details that Electron puts on it. */
export const preventable = <T extends object>(details: T): T & PreventableEvent => {
  let isPrevented = false;
  return Object.assign(
    Object.defineProperty({ preventDefault: () => (isPrevented = true) }, "defaultPrevented", {
      get: () => isPrevented,
    }),
    details,
  ) as unknown as T & PreventableEvent;
};
