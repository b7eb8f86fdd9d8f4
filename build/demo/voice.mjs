/**
 * @typedef {import("./types.ts").Machine} Machine
 * @typedef {import("./types.ts").Script} Script
 */

/**
 * @param {Machine} machine
 * @param {string[]} words
 * @param {string} [input]
 */
const muster = async (machine, words, input) => {
  const { code, out, err } = await machine.muster(words, input);
  if (code !== 0) throw new Error(`muster ${words[0]} ended with ${code}. ${err}`);
  return out;
};

/**
 * Opens a session of an agent; gives its id.
 * @param {Machine} machine
 * @param {Script} script
 * @param {string} title
 */
export const openSession = (machine, { agent, kind, folder, branch }, title) => {
  const facts = ["--agent", agent, "--kind", kind, "--folder", folder, "--branch", branch];
  return muster(machine, ["session", title, ...facts]);
};

/**
 * Posts a message, its text through standard input as a script would.
 * @param {Machine} machine
 * @param {string} session
 * @param {import("./types.ts").Say} message
 */
export const post = (machine, session, { say, ...options }) => {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return muster(machine, ["post", session, "-", ...given], say);
};
