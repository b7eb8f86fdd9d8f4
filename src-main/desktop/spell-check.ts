import type { Session } from "electron";

const mostLanguages = 3;

/** Of the languages that a person prefers, those that there is a dictionary for; the dialect where there is one. */
export const spellingLanguages = (preferred: readonly string[], available: readonly string[]): string[] => {
  const found = preferred.map((language) => {
    const [base = ""] = language.split("-");
    const wanted = [language, base].map((name) => name.toLowerCase());
    return (
      wanted.map((name) => available.find((other) => other.toLowerCase() === name)).find(Boolean) ??
      available.find((other) => other.toLowerCase().startsWith(`${wanted[1]}-`))
    );
  });
  return [...new Set(found.filter((name) => name !== undefined))].slice(0, mostLanguages);
};

/** Checks what is typed in the person's languages. macOS knows them by itself. */
export const checkSpelling = (
  session: Pick<Session, "availableSpellCheckerLanguages" | "setSpellCheckerLanguages">,
  preferred: readonly string[],
  platform: NodeJS.Platform,
): void => {
  if (platform === "darwin") return;
  const languages = spellingLanguages(preferred, session.availableSpellCheckerLanguages);
  if (languages.length > 0) session.setSpellCheckerLanguages(languages);
};
