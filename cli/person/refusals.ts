import { isProblem, isUnreachable } from "../errors.ts";
import { exitOfProblem, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { explain } from "../output/explain.ts";
import { plain } from "../output/plain.ts";

const keyRefused =
  "The hub refused the device key: it was revoked, or is for another hub. Sign in again: muster sign-in URL";
const certificateChanged =
  "The hub shows another certificate than the one pinned at the sign-in. Someone may be in between, or the hub was set up " +
  "anew. Nothing was sent. If you know why, sign in again: muster sign-in URL";

const failureOf = (error: unknown, url: string): Failure => {
  if (isUnreachable(error) && error.reason === "certificate" && error.message === "changed") {
    return new Failure(exits.unreachable, certificateChanged, { cause: error });
  }
  if (isProblem(error) && error.problem.code !== undefined) {
    // What a person asked for is refused in the hub's own words: they name who was first, what is missing, or whom to ask.
    const words = error.code === "unauthorized" ? keyRefused : plain(error.problem.detail ?? "");
    if (words !== "") return new Failure(exitOfProblem[error.code] ?? exits.unexpected, words, { cause: error });
  }
  const { exit, words } = explain(error, url);
  return new Failure(exit, words, { cause: error });
};

/** Does something as a person. Throws `Failure` in words that fit one. */
export const asPerson = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error, url);
  }
};
