import { request } from "node:http";
import { basename, dirname } from "node:path";
import { listenerPid } from "./listener-pid.ts";
import { openFiles, programName } from "./process-facts.ts";

/** Who listens on a port, as far as that can be told. */
export interface PortHolder {
  pid: number | null;
  /** The program's name. */
  program: string | null;
  /** Set when it answers like a Muster hub. */
  hub: { version: string; home: string | null } | null;
}

const hubVersion = async (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const signal = AbortSignal.timeout(500);
    const asked = request({ host, port, path: "/v1/health", signal, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        if (text.length > 10_000) asked.destroy();
      });
      response
        .on("error", () => resolve(null))
        .on("end", () => {
          const version = /^\{"ok":true,"version":"([\w.+-]+)"/.exec(text)?.[1];
          resolve(version ?? null);
        });
      response.on("close", () => resolve(null));
    });
    asked.on("error", () => resolve(null)).end();
  });

const homeOf = async (pid: number): Promise<string | null> => {
  const lock = (await openFiles(pid)).find((path) => basename(path) === "hub.lock");
  return lock === undefined ? null : dirname(lock);
};

/** Looks who holds a port of this computer; takes at most about two seconds and never throws. */
export const findPortHolder = async (port: number, host = "127.0.0.1"): Promise<PortHolder> => {
  const [pid, version] = await Promise.all([listenerPid(port), hubVersion(host, port)]);
  const program = pid === null ? null : await programName(pid);
  const hub = version === null ? null : { version, home: pid === null ? null : await homeOf(pid) };
  return { pid, program, hub };
};

/** Words for it: `node (pid 123)`, `a Muster hub (pid 123, home …)`, `another program`. */
export const describeHolder = ({ pid, program, hub }: PortHolder): string => {
  const facts = [pid !== null && `pid ${pid}`, hub?.home && `home ${hub.home}`].filter(Boolean).join(", ");
  const name = hub ? "a Muster hub" : (program ?? "another program");
  return facts ? `${name} (${facts})` : name;
};
