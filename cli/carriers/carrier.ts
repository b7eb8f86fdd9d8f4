import type { World } from "../world.ts";

/** A way into an agent from outside of it. */
export interface CarrierWay {
  /** The longest text that it takes, in characters; a longer one goes by a file. */
  readonly mostChars: number;
  /**
   * Puts one text in front of the agent. Throws `Failure` with the reason when it can't. `isIdle` asks the hub whether the agent
   * still does nothing.
   */
  deliver(text: string, isIdle: () => Promise<boolean>): Promise<void>;
}

/** Who is carried to. */
export interface CarrierTarget {
  readonly world: World;
  readonly kind: string;
  /** The agent's own session id. */
  readonly externalId: string;
  /** The agent's process. */
  readonly pid: number;
}
