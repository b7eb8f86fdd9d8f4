import { firstText } from "../fields.ts";
import type { HookKind } from "../hook.ts";

/** The test call of `muster doctor`: it makes no session, the hub only notes it. Its word comes back as the version. */
export const doctor: HookKind = {
  read: (input) => ({ event: "test", externalId: "doctor", version: firstText(input, "word") }),
  answer: () => undefined,
};
