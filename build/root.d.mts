/** The checkout. */
export const root: string;
/** A path in the checkout. */
export function inRoot(...parts: string[]): string;
