/** What a notification says of several things of one session: the newest, and how many more there are. */
export const bundleBody = (newest: string, count: number): string => {
  if (count < 2) return newest;
  const more = `and ${count - 1} more`;
  return newest === "" ? more : `${newest}\n${more}`;
};
