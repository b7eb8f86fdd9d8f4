import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inRoot } from "../root.mjs";
import { environment } from "./environment.mjs";

/** @typedef {import("./types.ts").Machine} Machine */

const program = inRoot("out/cli/muster.cjs");

/** @param {import("node:child_process").ChildProcess["stdout"]} stream */
const gather = (stream) => {
  const gathered = { text: "" };
  stream?.setEncoding("utf8").on("data", (piece) => {
    gathered.text += piece;
  });
  return gathered;
};

/**
 * Asks leave for a tool call and waits for the decision, as an agent's hook does.
 * @param {string} url
 * @param {(body: object) => { headers: Record<string, string>, body: string }} sending
 * @param {string} session
 * @param {import("./types.ts").Leave} step
 * @param {AbortSignal} signal
 * @returns {Promise<import("./types.ts").LeaveAnswer>}
 */
const askLeave = async (url, sending, session, { leave, patience }, signal) => {
  const body = { ...leave, timeoutSeconds: patience };
  const opened = await fetch(`${url}/v1/sessions/${session}/approvals`, { method: "POST", ...sending(body) });
  let { approval } = await opened.json();
  const address = `${url}/v1/approvals/${approval.id}`;
  const { headers } = sending({});
  try {
    while (approval.state === "open")
      ({ approval } = await (await fetch(`${address}?wait=60`, { headers, signal })).json());
  } catch (error) {
    if (signal.aborted) await fetch(address, { method: "DELETE", ...sending({}) }).catch(() => {});
    throw error;
  }
  const isDecided = approval.state === "allowed" || approval.state === "denied";
  return { state: isDecided ? approval.state : "unanswered", note: approval.decision?.note ?? "" };
};

/**
 * Joins a pretend machine to the hub by the real command line, over TLS with the certificate pinned.
 * @param {import("./children.mjs").Children} children
 * @param {import("./hub.mjs").DemoHub} hub
 * @param {{ name: string, home: string, code: string }} about
 * @returns {Promise<Machine>}
 */
export const joinMachine = async (children, hub, { name, home, code }) => {
  mkdirSync(home, { recursive: true });
  /** @param {string[]} words */
  const start = (words) =>
    children.start([program, ...words], { cwd: home, env: environment({ MUSTER_HOME: home }), stdio: "pipe" });
  /** @type {Machine["muster"]} */
  const muster = async (words, input = "") => {
    const child = start(words);
    const [out, err] = [gather(child.process.stdout), gather(child.process.stderr)];
    child.process.stdin?.on("error", () => {}).end(input);
    return { code: await child.ended, out: out.text.trim(), err: err.text.trim() };
  };
  const address = `${hub.url.replace("http:", "https:")}#${hub.fingerprint.replaceAll(":", "").toLowerCase()}`;
  const joined = await muster(["join", address, "--name", name], `${code}\n`);
  if (joined.code !== 0) throw new Error(`${name} could not join: ${joined.err}`);
  const { key } = JSON.parse(readFileSync(join(home, "client", "hub.json"), "utf8"));
  /** @param {object} body */
  const sending = (body) => ({
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return {
    muster,
    async choose(session, { choose, options, free = false, patience }, signal) {
      const given = options.flatMap(({ label, detail = "" }) => ["--option", label, "--detail", detail]);
      const words = ["ask", session, choose, ...given, ...(free ? ["--free"] : []), "--timeout", String(patience)];
      const child = start(words);
      const out = gather(child.process.stdout);
      gather(child.process.stderr);
      child.process.stdin?.on("error", () => {}).end();
      const takeBack = () => child.process.kill("SIGINT");
      signal.addEventListener("abort", takeBack);
      const ended = await child.ended;
      signal.removeEventListener("abort", takeBack);
      return ended === 0 ? out.text.trim() : undefined;
    },
    async follow(session, onReply) {
      const child = start(["watch", session, "--follow"]);
      child.process.stdin?.on("error", () => {}).end();
      gather(child.process.stderr);
      const lines = createInterface({ input: child.process.stdout });
      lines.on("line", (line) => onReply(JSON.parse(line)));
      return child.ended;
    },
    leave: (session, step, signal) => askLeave(hub.url, sending, session, step, signal),
    async change(session, change) {
      await fetch(`${hub.url}/v1/sessions/${session}`, { method: "PATCH", ...sending(change) });
    },
    async act({ id, title, kind }, { act, tool }) {
      // What hooks tell is of the agent's own session id, which this session has none of: its own id serves.
      await fetch(`${hub.url}/v1/sessions`, { method: "POST", ...sending({ title, externalId: id }) });
      const activity = { text: act, tool };
      const told = { agent: { kind }, session: { externalId: id }, event: "tool", activity };
      await fetch(`${hub.url}/v1/acts`, { method: "POST", ...sending(told) });
    },
  };
};
