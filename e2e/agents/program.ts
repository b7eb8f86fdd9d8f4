import type { AgentKindName } from "#contract/agent-kinds.ts";
import type { Place } from "./place.ts";

/** A real agent, and how it is started against the scripted model. */
export interface Program {
  kind: AgentKindName;
  /** The npm package with its version, and the program that it brings. */
  package: string;
  bin: string;
  /** What its person has set up before Muster comes: the model, and that the project is trusted. */
  prepare(place: Place, modelUrl: string): Promise<void>;
  /** What its person's shell has set. */
  env(modelUrl: string): Record<string, string>;
  /** Arguments of a run that does one prompt and ends. */
  once(prompt: string): string[];
  /**
   * Arguments of the program on a terminal, and what its screen shows once it takes a prompt. `trust`: what it asks the
   * first time after hooks were installed, and the keys that say yes.
   */
  terminal?: { args: string[]; ready: RegExp; trust?: { asks: RegExp; keys: string[] } };
  /** A refused tool call ends its whole run. */
  endsWhenRefused?: boolean;
}
