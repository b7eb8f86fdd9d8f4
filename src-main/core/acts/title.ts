import { limits } from "#contract/limits.ts";
import { cleanTitle, Title } from "#contract/title.ts";

/** Characters of a title that is made from a prompt. */
const MOST = 80;

const cut = (line: string): string => {
  const chars = Array.from(line);
  if (chars.length <= MOST) return line;
  const start = chars.slice(0, MOST - 1).join("");
  const space = start.lastIndexOf(" ");
  return `${(space > MOST / 2 ? start.slice(0, space) : start).trimEnd()}…`;
};

/** A title from the words of a prompt: its first line that says something, cut; undefined when there is none. */
export const titleOfPrompt = (prompt: string | undefined): string | undefined => {
  for (const line of prompt?.split(/[\r\n\u2028\u2029]+/u) ?? []) {
    const title = Title.safeParse(cut(cleanTitle(line)));
    if (title.success) return title.data;
  }
  return undefined;
};

const folderName = (folder: string | null | undefined): string =>
  cleanTitle(folder?.split(/[\\/]/u).findLast((part) => part !== "") ?? "");

/** What a session is called before its agent was told what to do: `Claude Code in shop`. */
export const placeholderOf = (label: string, folder: string | null | undefined): string => {
  const name = folderName(folder);
  const title = cleanTitle(name === "" ? label : `${label} in ${name}`);
  return Array.from(title).slice(0, limits.titleChars).join("").trimEnd();
};

/** Whether it is still the placeholder, perhaps with a number. */
export const isPlaceholder = (title: string, placeholder: string): boolean =>
  title === placeholder || (title.startsWith(`${placeholder} (`) && /^ \(\d+\)$/.test(title.slice(placeholder.length)));
