import { once } from "node:events";
import { createInterface } from "node:readline";
import { inRoot } from "../root.mjs";
import { environment } from "./environment.mjs";

/**
 * @typedef {object} DemoHub
 * @property {string} url where this computer reaches it
 * @property {string} fingerprint of its certificate
 * @property {string} signIn a link that is not used yet
 * @property {() => Promise<string>} freshSignIn another such link
 * @property {Promise<string>} ended resolves with its last words when it ends
 */

const program = inRoot("out/main/headless.js");

/**
 * The first line that a program says.
 * @param {import("./children.mjs").Child} child
 * @param {() => string} lastWords
 * @returns {Promise<any>}
 */
const firstLine = async ({ process: started, ended }, lastWords) => {
  const lines = createInterface({ input: started.stdout });
  const early = ended.then(() => {
    throw new Error(`The hub could not start. ${lastWords()}`.trim());
  });
  const [line] = await Promise.race([once(lines, "line"), early]);
  return JSON.parse(line);
};

/**
 * Starts a hub of its own, only for this computer.
 * @param {import("./children.mjs").Children} children
 * @param {string} home
 * @returns {Promise<DemoHub>}
 */
export const startHub = async (children, home) => {
  const run = (/** @type {string[]} */ words) => {
    // Its log goes to a file in `home`; what it says on standard error is wanted only if it breaks.
    const child = children.start([program, "--json", "--home", home, ...words], {
      env: environment({}),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.process.stderr?.on("data", (piece) => {
      said = (said + piece).slice(-2000);
    });
    // Log lines are JSON; what is left is for people.
    const lastWords = () =>
      said
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("{"))
        .join("\n");
    return { child, lastWords };
  };
  const { child, lastWords } = run(["--port", "0", "--host", "127.0.0.1"]);
  const { url, fingerprint, signIn } = await firstLine(child, lastWords);
  return {
    url,
    fingerprint,
    signIn,
    async freshSignIn() {
      const asking = run(["--sign-in"]);
      return (await firstLine(asking.child, asking.lastWords)).signIn;
    },
    ended: child.ended.then((code) => lastWords() || `it was cut off (exit code ${code})`),
  };
};
