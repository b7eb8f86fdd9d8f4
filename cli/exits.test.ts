import { describe, expect, it } from "vitest";
import { errorCodes } from "#contract/errors.ts";
import { levels as contractLevels, sessionStates } from "#contract/session.ts";
import { exitOfProblem, exits } from "./exits.ts";
import { levels, states, wordsOfProblem } from "./output/words.ts";

describe("exit codes", () => {
  it("every error code of the hub has an exit code and words, and nothing else has", () => {
    const codes = Object.keys(errorCodes).toSorted();
    expect(Object.keys(exitOfProblem).toSorted()).toEqual(codes);
    expect(Object.keys(wordsOfProblem).toSorted()).toEqual(codes);
  });

  it("are the ones that others rely on", () => {
    expect(exits).toMatchObject({
      done: 0,
      unexpected: 1,
      unreachable: 2,
      refused: 3,
      limited: 4,
      invalid: 5,
      late: 6,
      denied: 7,
      stop: 10,
      interrupted: 130,
    });
    expect(exitOfProblem).toMatchObject({
      unauthorized: 3,
      "rate-limited": 4,
      "not-found": 5,
      invalid: 5,
      unavailable: 2,
      unexpected: 1,
    });
  });

  it("the options know all states and levels of the contract", () => {
    expect(Object.keys(states)).toEqual([...sessionStates]);
    expect(Object.keys(levels)).toEqual([...contractLevels]);
  });
});
