/** What is quoted as code names nobody. */
const withoutCode = (text: string) => text.replace(/(`{3,}|~{3,})[\s\S]*?(?:\1|$)|(`+)[^`]+?\2/g, " ");

const folded = (text: string) => text.normalize("NFKC").toLowerCase();
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Ada Lovelace is meant by `@Ada Lovelace`, `@AdaLovelace`, `@ada-lovelace`, `@ada_lovelace`, `@ada.lovelace` and `@Ada`. */
const spellings = (name: string): string => {
  const parts = folded(name).split(/\s+/).filter(Boolean).map(escaped);
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.join("[ ._-]?")}|${parts[0]}`;
};

/** Whether a text names a person by an @ and their name, or their first name; not in code, and not within an address. */
export const isMentioned = (text: string, name: string): boolean => {
  if (!text.includes("@") || name.trim() === "") return false;
  const word = String.raw`[\p{L}\p{N}_]`;
  return new RegExp(`(?<!${word}|[./+-])@(?:${spellings(name)})(?!${word}|[-.@/]${word})`, "u").test(
    folded(withoutCode(text)),
  );
};
