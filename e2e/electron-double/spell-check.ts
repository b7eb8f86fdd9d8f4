import type { Session } from "electron";

/** What of a session is its spell checker's. */
export type SpellCheckUsed =
  | "setSpellCheckerEnabled"
  | "isSpellCheckerEnabled"
  | "setSpellCheckerLanguages"
  | "getSpellCheckerLanguages"
  | "availableSpellCheckerLanguages"
  | "addWordToSpellCheckerDictionary"
  | "removeWordFromSpellCheckerDictionary"
  | "listWordsInSpellCheckerDictionary"
  | "setSpellCheckerDictionaryDownloadURL";

const known = ["en-GB", "en-US", "de-DE", "fr"];

/** What a session's spell checker was told. */
export interface SpellCheck extends Pick<Session, SpellCheckUsed> {
  state(): { isOn: boolean; languages: string[]; words: string[] };
}

export const createSpellCheck = (): SpellCheck => {
  let isOn = true;
  let languages: string[] = [];
  const words = new Set<string>();
  return {
    availableSpellCheckerLanguages: known,
    setSpellCheckerEnabled: (enable) => void (isOn = enable),
    isSpellCheckerEnabled: () => isOn,
    setSpellCheckerLanguages: (wanted) => {
      const strange = wanted.find((language) => !known.includes(language));
      if (strange) throw new Error(`Invalid language code provided: "${strange}" is not a valid language code`);
      languages = wanted;
    },
    getSpellCheckerLanguages: () => languages,
    addWordToSpellCheckerDictionary: (word) => {
      words.add(word);
      return true;
    },
    removeWordFromSpellCheckerDictionary: (word) => words.delete(word),
    listWordsInSpellCheckerDictionary: () => Promise.resolve([...words]),
    setSpellCheckerDictionaryDownloadURL: () => undefined,
    state: () => ({ isOn, languages, words: [...words] }),
  };
};
