/** Turns code of a language into HTML with class names; null when it does not know the language. */
export type Highlighter = (code: string, language: string) => string | null;

/** Code longer than this stays plain: colours would cost more than they tell. */
const mostChars = 20_000;

let highlighter: Highlighter | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Sets what colours code; the screen sets it once the languages are loaded. */
export const setHighlighter = (next: Highlighter | null): void => {
  highlighter = next;
  for (const listener of listeners) listener();
};

/** Loads the languages, which are a part of the page of their own, at the first code that names one. */
const load = (): Promise<void> => {
  loading ??= import("./languages.ts").then(
    ({ highlight }) => setHighlighter(highlight),
    () => {
      loading = null;
    },
  );
  return loading;
};

export const highlighted = (code: string, language: string): string | null => {
  if (language === "" || code.length > mostChars) return null;
  if (highlighter === null) {
    void load();
    return null;
  }
  return highlighter(code, language);
};

export const onHighlighter = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const currentHighlighter = (): Highlighter | null => highlighter;
