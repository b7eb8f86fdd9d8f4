import type { AgentKindName } from "#contract/agent-kinds.ts";
import type { Turn } from "./model/conversation.ts";
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
  /**
   * How it is started so that it asks its person before it makes a file, the call that makes one, and what its dialog shows.
   * Absent where it never asks, or where its dialog can't be answered from afar.
   */
  asking?: {
    args: string[];
    /** Instead of those of a run or of the terminal program, where both would contradict each other. */
    instead?: string[];
    env?: Record<string, string>;
    make(path: string, content: string): Turn;
    dialog: RegExp;
  };
  /** A refused tool call ends its whole run. */
  endsWhenRefused?: boolean;
}
