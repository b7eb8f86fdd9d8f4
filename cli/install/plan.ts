import type { Finding } from "#contract/machine.ts";
import type { World } from "../world.ts";

/** Where an installation goes: for this user everywhere, or for the work in one folder. */
export type Scope = "user" | "project";

/** What an integration may know when it says what belongs where. */
export interface Place extends Pick<World, "env" | "platform" | "home"> {
  readonly scope: Scope;
  /** The project's folder. */
  readonly folder: string;
}

/** The programs that the agents' configurations call, by absolute paths. */
export interface Programs {
  readonly node: string;
  readonly hook: string;
  readonly commandLine: string;
}

/** How the part of a file that is Muster's gets in and out. Pure. */
export interface FileForm {
  /** The file with Muster's part in it; undefined stands for no file. Throws `Unreadable`. */
  add(text: string | undefined): string;
  /** The file without Muster's part, undefined when nothing else is in it. The same text when there is none. Throws `Unreadable`. */
  remove(text: string): string | undefined;
  /** What the text says, whatever its layout and order; left out where every byte counts. Throws `Unreadable`. */
  read?(text: string): unknown;
  /** What a person puts there themselves when the file can't be edited. */
  readonly byHand: string;
}

/** One file that an agent reads. */
export interface FilePlan {
  readonly path: string;
  /** What of Muster is in it, for people. */
  readonly holds: string;
  readonly form: FileForm;
  /** Permissions of a file that is made; one that exists keeps its own. */
  readonly mode?: number;
}

/** One finding about an agent. */
export type Check = Omit<Finding, "agent">;

/** How Muster gets into one kind of agent. */
export interface Integration {
  /** The program's names on the PATH. */
  readonly programs: readonly string[];
  /** Its packages in the npm registry. */
  readonly packages: readonly string[];
  /** The agent's own folder: there, it is taken to be installed. */
  folder(place: Place): string;
  /** The newest version with which all of it was seen working. */
  readonly knownGood: string;
  files(place: Place, programs: Programs, found: { version: string | undefined }): readonly FilePlan[];
  /** Whether what is installed is trusted and switched on, as far as files tell. Gives nothing for what can't be told. */
  check?(place: Place, read: (path: string) => string | undefined): readonly Check[];
  /** What the person has to do or know afterwards. */
  readonly afterwards?: readonly string[];
}

/** A file is not what it should be, so it is left as it is. */
export class Unreadable extends Error {
  constructor(words: string) {
    super(words);
    this.name = "Unreadable";
  }
}
