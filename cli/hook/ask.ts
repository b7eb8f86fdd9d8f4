import type { Asking } from "../integrations/hook.ts";
import type { Call } from "./run.ts";

export const answerAsking = async (_call: Call, _session: string, _asking: Asking): Promise<void> => {};
export const endAsking = async (_call: Call): Promise<void> => {};
