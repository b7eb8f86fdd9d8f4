import type { QuestionOption } from "#contract/question.ts";

const mostInRow = 5;
const mostInPin = 3;
const mostCharsInRow = 24;
const mostCharsInPin = 36;

/** Whether the options stand beside each other: a few short ones without details. */
export const isInRow = (options: readonly QuestionOption[]): boolean =>
  options.length <= mostInRow &&
  options.every(({ label, detail }) => detail === null && label.length <= mostCharsInRow && !label.includes("\n"));

/** Whether they are few and short enough to be given right at the box to type in. */
export const isQuick = (options: readonly QuestionOption[]): boolean =>
  options.length > 0 &&
  options.length <= mostInPin &&
  isInRow(options) &&
  options.reduce((sum, { label }) => sum + label.length, 0) <= mostCharsInPin;
