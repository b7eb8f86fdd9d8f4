/** A browser that nobody used for so long is signed out. */
export const SIGN_IN_MS = 90 * 86_400_000;
