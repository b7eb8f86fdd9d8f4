import type { HubRef } from "#contract/machine.ts";
import type { Core } from "../core/core.ts";

/** What every part of the server is built with. */
export interface ServerContext {
  readonly core: Core;
  /** Name, version and certificate of this hub. */
  hub(): HubRef;
  /** Where other machines reach the hub, e.g. `https://192.168.2.10:4680`. */
  address(): string;
  /** A link for another computer's browser that signs in by this ticket. */
  signInLink(ticket: string): string;
  /** What to run where a command line is to act for a person; it asks for the key. */
  signInCommand(): string;
  /** What to run on a machine that joins with this code. */
  joinCommand(code: string): string;
  /** The same for a machine without Node and command line. */
  installCommands(code: string): { sh: string; powershell: string };
  /** Host names, beside addresses and this computer's own, that a browser may use. */
  readonly hostNames: ReadonlySet<string>;
  /** Name of the cookie that keeps a person signed in; each hub has its own. */
  readonly cookieName: string;
  /** Folder of the built screen. */
  readonly rendererDir: string | undefined;
  /** Folder of the built command line. */
  readonly toolsDir: string | undefined;
  isLoopback(address: string): boolean;
}
