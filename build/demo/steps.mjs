/**
 * The steps of a plan, the first `done` of them done.
 * @param {string[]} texts
 * @param {number} done
 * @returns {import("./types.ts").Step}
 */
export const plan = (texts, done) => ({ note: { plan: texts.map((text, index) => ({ text, done: index < done })) } });

/**
 * @param {number} inputTokens
 * @param {number} outputTokens
 * @param {number} costUsd
 * @returns {import("./types.ts").Step}
 */
export const usage = (inputTokens, outputTokens, costUsd) => ({
  note: { usage: { inputTokens, outputTokens, costUsd } },
});

/**
 * A person's words as a quote.
 * @param {string} text
 */
export const quoted = (text) =>
  text
    .trim()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
