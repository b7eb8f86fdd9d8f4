declare module "pino-roll" {
  import type { SonicBoom, SonicBoomOpts } from "sonic-boom";

  interface RollOptions extends Omit<SonicBoomOpts, "dest"> {
    /** Path without number and extension. */
    file: string;
    extension?: string;
    /** A number is in megabytes. */
    size?: number | string;
    limit?: { count?: number; removeOtherLogFiles?: boolean };
  }
  export default function roll(options: RollOptions): Promise<SonicBoom>;
}
