/** How a hook was called: `muster-hook.cjs KIND [--limit SECONDS] [JSON]`. */
export interface HookArguments {
  readonly kind: string;
  /** The agent gives up on the hook after this time; undefined when the caller did not say. */
  readonly limitSeconds: number | undefined;
  /** The input, where the agent hands it over as an argument. */
  readonly given: string | undefined;
}

export const readHookArguments = (words: readonly string[]): HookArguments => {
  let limitSeconds: number | undefined;
  let kind = "";
  let given: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === "--limit") {
      const seconds = Number(words[(at += 1)]);
      if (seconds > 0) limitSeconds = seconds;
    } else if (word.startsWith("{")) given = word;
    else kind ||= word;
  }
  return { kind, limitSeconds, given };
};
