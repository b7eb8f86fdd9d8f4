const safeForShell = /^[\w@%+=:,./-]+$/;

const quoteForShell = (word: string) =>
  safeForShell.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

// Git Bash, cmd and PowerShell's call operator all take double quotes and forward slashes.
const quoteForWindows = (word: string) => {
  const path = word.replaceAll("\\", "/");
  return safeForShell.test(path) ? path : `"${path}"`;
};

/** A command as one line for the shell that an agent runs its hooks with. */
export const shellLine = (words: readonly string[], platform: NodeJS.Platform): string =>
  words.map(platform === "win32" ? quoteForWindows : quoteForShell).join(" ");
