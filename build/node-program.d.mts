export function isEnough(version: string): boolean;
/** The Node that the hub runs under; throws with words when there is none. */
export function nodeProgram(): string;
