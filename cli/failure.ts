import type { Exit } from "./exits.ts";

/** A verb can't go on: the words for the person and the exit code. */
export class Failure extends Error {
  readonly exit: Exit;

  constructor(exit: Exit, words: string, options?: ErrorOptions) {
    super(words, options);
    this.name = "Failure";
    this.exit = exit;
  }
}
