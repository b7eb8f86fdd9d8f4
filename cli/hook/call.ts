import type { ActAnswer } from "#contract/act.ts";
import type { Target } from "../config/target.ts";
import type { HookKind, Output, Reading } from "../integrations/hook.ts";
import type { World } from "../world.ts";
import type { Door } from "./door.ts";
import type { Input } from "./input.ts";

/** What a hook may know and touch of the computer. */
export interface HookWorld extends Pick<World, "env" | "platform" | "home" | "now" | "random" | "pause"> {
  /** The file that runs. */
  readonly program: string;
  input(): Promise<Input | undefined>;
  /** Throws when nobody reads any more. */
  print(output: Output): void;
}

/** One call of a hook, from its input on. */
export interface Call {
  readonly world: HookWorld;
  readonly kind: string;
  readonly hook: HookKind;
  readonly input: Input;
  readonly reading: Reading;
  readonly target: Target;
  readonly startedAt: number;
  readonly limitSeconds: number | undefined;
}

/** Tells the hub of an act, or keeps it for later. Gives the hub's answer, where there is one. */
export type Tell = (call: Call) => Promise<ActAnswer | undefined>;

/** A call that has more to say to the hub than its act. */
export interface OpenCall extends Call {
  readonly door: Door;
  readonly tell: Tell;
}
