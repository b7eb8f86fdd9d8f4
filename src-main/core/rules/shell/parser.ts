// What the rules need of a shell parser. Lists, pipes and other compounds are laid flat: each simple command in a line
// is judged, whatever stands around it.

/** One word of a command, as far as it is known before the shell runs. */
export interface ShellWord {
  /** As it stands in the line, quotes included. */
  source: string;
  /** What the program gets; null when the shell fills something in. */
  literal: string | null;
  /** Holds a pattern or braces that the shell replaces by names. */
  isGlob: boolean;
  /** Begins with a tilde that the shell replaces by a folder. */
  hasTilde: boolean;
}

export interface ShellAssignment {
  name: string;
  /** With `name` and operator, as it stands in the line. */
  source: string;
  value: ShellWord | null;
}

export interface ShellRedirection {
  /** `>`, `>>`, `<`, `<>`, `>|`, `&>`, `&>>`, `>&`, `<&`, `<<`, `<<-`, `<<<`. */
  operator: string;
  /** Number before the operator, or `{name}`. */
  descriptor: string | null;
  /** A here-document's whole text for `<<` and `<<-`. */
  target: ShellWord;
}

export interface SimpleCommand {
  source: string;
  assignments: ShellAssignment[];
  /** Empty where only assignments or redirections stand, and for the redirections of a group. */
  words: ShellWord[];
  redirections: ShellRedirection[];
}

export interface ParsedLine {
  /** All simple commands, those nested in others included; as many as were understood when there are problems. */
  commands: SimpleCommand[];
  /** Why the line can't be judged by its commands; empty when it is understood whole. */
  problems: string[];
}

export interface ShellParserState {
  isLoaded: boolean;
  name: string;
  problem: string | null;
}

/** Reads lines of Bash and POSIX shells. */
export interface ShellParser {
  readonly state: ShellParserState;
  /** Never throws: what it can't read is a problem in the answer. */
  parse(text: string): ParsedLine;
}
