/* oxlint-disable no-control-regex -- control characters are what is looked for here */

// ECMA-48: CSI sequences, OSC and the other strings to their end, and two-character escapes.
const csi = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;
const strings = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)/g;
const escapes = /\x1b[ -/]*[0-~]/g;
// Control characters but tab and line feed, and what turns the direction of text so that a line reads as another one.
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Text of agents and people without anything that could steer a terminal. */
export const plain = (text: string): string =>
  [/\r(?=\n)/g, csi, strings, escapes, controls].reduce((rest, pattern) => rest.replace(pattern, ""), text);

/** The same on one line, for tables. */
export const oneLine = (text: string): string => plain(text.replace(/\s+/gu, " ")).trim();
