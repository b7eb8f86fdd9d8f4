import type { ProblemError, UnreachableError } from "#client/errors.ts";
import type { Failure } from "./failure.ts";

// The command line is built as several files, each with these classes of its own, so their names tell them apart.
const isCalled = (error: unknown, name: string) => error instanceof Error && error.name === name;

/** The hub answered with an error. */
export const isProblem = (error: unknown): error is ProblemError => isCalled(error, "ProblemError");

/** No answer came from the hub. */
export const isUnreachable = (error: unknown): error is UnreachableError => isCalled(error, "UnreachableError");

/** A verb said why it can't go on. */
export const isFailure = (error: unknown): error is Failure => isCalled(error, "Failure");
